using System.Text.Json;
using IiqBot.Core.Messaging;
using IiqBot.Core.Platforms;
using IiqBot.Slack.Blocks;

namespace IiqBot.Slack.Api;

/// <summary>
/// Answers through a <c>response_url</c>. It works wherever someone typed the command, even where the bot is no member, up to five times
/// within thirty minutes (docs/reference/slack.md, "Time to answer"). Only the asker sees the answer.
/// </summary>
internal sealed class ResponseUrls(IHttpClientFactory clients, SlackHosts hosts, SlackTelemetry telemetry, TimeProvider time)
{
    /// <summary>How long the bot uses an address; Slack's own limit is 30 minutes.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(29);

    /// <summary>Sends an answer, or replaces the message whose button was pressed.</summary>
    /// <returns>The result. It never has a message id, because the bot cannot update such a message later.</returns>
    public async Task<DeliveryResult> SendAsync(
        string? address,
        bool inPlace,
        Action<Utf8JsonWriter> content,
        CancellationToken cancellationToken
    )
    {
        if (hosts.Find(address) is not { } url)
            return new(DeliveryOutcome.Permanent);
        var body = BlockKitRenderer.Bytes(w => Write(w, inPlace, content));
        var outcome = await SendAsync(url, body, cancellationToken);
        telemetry.Delivered("response_url", outcome.Outcome);
        return outcome;
    }

    /// <summary>Writes the message. The acknowledgement of a command contains the same JSON.</summary>
    public static void Write(Utf8JsonWriter w, bool inPlace, Action<Utf8JsonWriter> content)
    {
        w.WriteStartObject();
        w.WriteString("response_type"u8, "ephemeral"u8);
        if (inPlace)
            w.WriteBoolean("replace_original"u8, true);
        else
            w.WriteBoolean("replace_original"u8, false);
        content(w);
        w.WriteEndObject();
    }

    private async Task<DeliveryResult> SendAsync(Uri url, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            using var content = SlackApi.JsonContent(body);
            using var response = await clients.CreateClient(HttpClients.Response).PostAsync(url, content, cancellationToken);
            return (int)response.StatusCode switch
            {
                < 300 => DeliveryResult.Unposted,
                429 => new(DeliveryOutcome.RateLimited, RetryAfter: RetryHeader.Read(response, time)),
                >= 500 => new(DeliveryOutcome.Transient),
                _ => new(DeliveryOutcome.Permanent), // used too often, or expired
            };
        }
        catch (Exception exception) when (LostCall.WasNotSent(exception))
        {
            return new(DeliveryOutcome.Transient);
        }
        catch (Exception exception) when (LostCall.HasNoAnswer(exception, cancellationToken))
        {
            return new(DeliveryOutcome.Unconfirmed);
        }
    }
}
