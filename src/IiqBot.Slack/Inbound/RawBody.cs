using Microsoft.AspNetCore.Http;

namespace IiqBot.Slack.Inbound;

/// <summary>Reads a request's bytes as they came, never more than <see cref="MaxBytes"/>.</summary>
internal static class RawBody
{
    /// <summary>The largest body that is read. A view that is sent back is the largest that Slack has (platform-limits.md, 3.1).</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The bytes, or the status to answer.</summary>
    public static async ValueTask<(ReadOnlyMemory<byte> Bytes, int Refusal)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBytes) return (default, StatusCodes.Status413PayloadTooLarge);
        var buffer = new byte[request.ContentLength is { } length ? (int)length : 4096];
        var read = 0;
        try
        {
            while (true)
            {
                var count = await request.Body.ReadAsync(buffer.AsMemory(read), cancellationToken);
                read += count;
                if (count == 0) return (buffer.AsMemory(0, read), 0);
                if (read > MaxBytes) return (default, StatusCodes.Status413PayloadTooLarge);
                if (read == buffer.Length && read != request.ContentLength) Array.Resize(ref buffer, Math.Min(read * 2, MaxBytes + 1));
                else if (read == buffer.Length) return (buffer, 0);
            }
        }
        catch (BadHttpRequestException exception)
        {
            return (default, exception.StatusCode); // a broken chunk, or the server's own limit
        }
    }
}
