using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using IiqBot.Teams.Activities;
using Microsoft.AspNetCore.Http;

namespace IiqBot.Teams.Inbound;

/// <summary>
/// Reads an activity from a request: at most <see cref="MaxBytes"/>, only valid text, and within <see cref="ActivityBounds"/>, so that no
/// later code has to check that again.
/// </summary>
internal static class ActivityBody
{
    /// <summary>
    /// The largest body that the bot reads. Teams' own limit for messages is 100 KB in UTF-16 (docs/reference/teams.md, "Sizes").
    /// </summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Checks the headers alone. Returns the status of the rejection, or 0.</summary>
    public static int Refuse(HttpRequest request)
    {
        if (!request.HasJsonContentType())
            return StatusCodes.Status415UnsupportedMediaType;
        return request.ContentLength > MaxBytes ? StatusCodes.Status413PayloadTooLarge : 0;
    }

    /// <summary>Returns the activity, or the status of the rejection.</summary>
    public static async ValueTask<(Activity? Activity, int Refusal)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var reader = request.BodyReader;
        while (true)
        {
            ReadResult read;
            try
            {
                read = await reader.ReadAsync(cancellationToken);
            }
            catch (BadHttpRequestException exception)
            {
                return (null, exception.StatusCode); // a broken chunk, or the server's own limit
            }
            if (read.Buffer.Length > MaxBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                return (null, StatusCodes.Status413PayloadTooLarge);
            }
            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }
            var activity = Parse(read.Buffer);
            reader.AdvanceTo(read.Buffer.End);
            if (activity is null || !IsComplete(activity))
                return (null, StatusCodes.Status400BadRequest);
            return ActivityBounds.Fits(activity) ? (activity, 0) : (null, StatusCodes.Status413PayloadTooLarge);
        }
    }

    private static Activity? Parse(ReadOnlySequence<byte> body)
    {
        var json = body.IsSingleSegment ? body.FirstSpan : body.ToArray();
        if (!JsonText.IsWellFormed(json))
            return null;
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = ActivityBounds.MostDepth });
            var activity = JsonSerializer.Deserialize(ref reader, ProtocolJson.Default.Activity);
            return reader.Read() ? null : activity; // something after the object
        }
        catch (JsonException)
        {
            return null; // not JSON, unexpected JSON, or too deep
        }
    }

    /// <summary>Whether the activity has what all need; a message or an invoke also needs an id and a sender.</summary>
    private static bool IsComplete(Activity activity)
    {
        if (string.IsNullOrEmpty(activity.Type) || string.IsNullOrEmpty(activity.Conversation?.Id))
            return false;
        return activity.Type is not ("message" or "invoke")
            || (!string.IsNullOrEmpty(activity.Id) && !string.IsNullOrEmpty(activity.From?.Id));
    }
}
