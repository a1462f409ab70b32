using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Platforms;
using IiqBot.Teams.Activities;

namespace IiqBot.Teams.Connector;

/// <summary>The operations of the Bot Connector that the bot uses (ConnectorAPI.json).</summary>
internal sealed class ConnectorClient(ConnectorPipeline pipeline, TimeProvider time)
{
    private readonly Pacing _sending = ConnectorRates.Sending(time);
    private readonly Pacing _reading = ConnectorRates.Reading(time);

    /// <summary>Posts a message.</summary>
    public async Task<DeliveryResult> SendAsync(ConversationAddress to, Content content, CancellationToken cancellationToken)
    {
        var reference = ConversationReference.Of(to);
        var call = new ConnectorCall("send", HttpMethod.Post, Url(to, reference), OutgoingActivity.Message(to, reference, content));
        return ResultOf(await pipeline.RunAsync(call, _sending, Key(to), cancellationToken), null);
    }

    /// <summary>Updates a message of the bot.</summary>
    public async Task<ConnectorAnswer> UpdateAsync(
        ConversationAddress to,
        string messageId,
        Content content,
        CancellationToken cancellationToken
    )
    {
        var reference = ConversationReference.Of(to);
        var url = Url(to, reference, $"/{Uri.EscapeDataString(messageId)}");
        var call = new ConnectorCall("update", HttpMethod.Put, url, OutgoingActivity.Message(to, reference, content))
        {
            IsRepeatable = true,
        };
        return await pipeline.RunAsync(call, _sending, Key(to), cancellationToken);
    }

    /// <summary>Shows that the bot is working. Skipped when the conversation has reached its rate limit.</summary>
    public Task<ConnectorAnswer> SendTypingAsync(ConversationAddress to, CancellationToken cancellationToken)
    {
        var reference = ConversationReference.Of(to);
        var call = new ConnectorCall("typing", HttpMethod.Post, Url(to, reference), OutgoingActivity.Typing(to, reference))
        {
            IsOptional = true,
        };
        return pipeline.RunAsync(call, _sending, Key(to), cancellationToken);
    }

    /// <summary>Opens the personal conversation of the bot with a person. Returns its id, or why there is none.</summary>
    public async Task<(string? Id, ConnectorAnswer Answer)> OpenPersonalAsync(
        ConversationAddress from,
        string userId,
        CancellationToken cancellationToken
    )
    {
        var reference = ConversationReference.Of(from);
        var call = new ConnectorCall("create", HttpMethod.Post, new Uri(Root(reference)), Parameters(reference, from.Tenant, userId));
        var answer = await pipeline.RunAsync(call, _sending, $"{from.Tenant}\n{userId}", cancellationToken);
        return (IdIn(answer), answer);
    }

    /// <summary>Looks up a member of a conversation.</summary>
    public Task<ConnectorAnswer> GetMemberAsync(ConversationAddress of, string userId, CancellationToken cancellationToken)
    {
        var reference = ConversationReference.Of(of);
        // The people of a channel are the members of its team, so the look-up uses the team's id.
        var conversation = of.Scope == ConversationScope.Channel && reference.TeamId is { Length: > 0 } team ? team : of.Conversation;
        var url = new Uri($"{Root(reference)}/{Uri.EscapeDataString(conversation)}/members/{Uri.EscapeDataString(userId)}");
        var call = new ConnectorCall("member", HttpMethod.Get, url, null) { IsRepeatable = true };
        return pipeline.RunAsync(call, _reading, Key(of), cancellationToken);
    }

    /// <summary>Converts an answer for the core.</summary>
    public static DeliveryResult ResultOf(ConnectorAnswer answer, string? messageId) =>
        new(answer.Outcome, answer.IsDelivered ? IdIn(answer) ?? messageId : null, answer.RetryAfter);

    private static string Key(ConversationAddress address) => $"{address.Tenant}\n{address.Conversation}";

    /// <summary>Service URLs have a path, with or without a final slash, so the addresses are built as text.</summary>
    private static string Root(ConversationReference reference) => $"{reference.ServiceUrl.TrimEnd('/')}/v3/conversations";

    private static Uri Url(ConversationAddress to, ConversationReference reference, string message = "") =>
        new($"{Root(reference)}/{Uri.EscapeDataString(ConversationReference.IdOf(to))}/activities{message}");

    private static ReadOnlyMemory<byte> Parameters(ConversationReference reference, string tenant, string userId) =>
        JsonOutput.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("isGroup"u8, false);
            writer.WriteStartObject("bot"u8);
            writer.WriteString("id"u8, reference.BotId);
            if (reference.BotName is { } name)
                writer.WriteString("name"u8, name);
            writer.WriteEndObject();
            writer.WriteStartArray("members"u8);
            writer.WriteStartObject();
            writer.WriteString("id"u8, userId);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteString("tenantId"u8, tenant);
            writer.WriteStartObject("channelData"u8);
            writer.WriteStartObject("tenant"u8);
            writer.WriteString("id"u8, tenant);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        });

    private static string? IdIn(ConnectorAnswer answer)
    {
        if (answer.Body is not { Length: > 0 } body)
            return null;
        try
        {
            return JsonSerializer.Deserialize(body, ProtocolJson.Default.Named)?.Id;
        }
        catch (JsonException)
        {
            return null; // delivered all the same; only the id is unknown
        }
    }
}
