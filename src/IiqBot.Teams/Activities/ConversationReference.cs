using System.Text.Json;
using System.Text.Json.Serialization;
using IiqBot.Core.Model;

namespace IiqBot.Teams.Activities;

/// <summary>
/// What the bot needs besides the id to send to a conversation; stored as text in <see cref="ConversationAddress.Route"/>. It comes only
/// from admitted activities, so its service URL was authenticated (docs/reference/teams.md, "Authentication of what comes in").
/// </summary>
/// <param name="ServiceUrl">The address of the connector.</param>
/// <param name="BotId">The bot's id on the channel.</param>
internal sealed record ConversationReference(
    [property: JsonPropertyName("s")] string ServiceUrl,
    [property: JsonPropertyName("b")] string BotId
)
{
    private const string ThreadMark = ";messageid=";

    /// <summary>The bot's name.</summary>
    [JsonPropertyName("n")]
    public string? BotName { get; init; }

    /// <summary>The person's id on the channel, which the member look-up needs.</summary>
    [JsonPropertyName("u")]
    public string? UserId { get; init; }

    /// <summary>The <see cref="Actor.UserId"/> that belongs to <see cref="UserId"/>.</summary>
    [JsonPropertyName("a")]
    public string? ActorId { get; init; }

    /// <summary>The channel's team. The member look-up needs it.</summary>
    [JsonPropertyName("t")]
    public string? TeamId { get; init; }

    /// <summary>The address of the conversation of an activity.</summary>
    public static ConversationAddress AddressOf(Activity activity, string tenant)
    {
        var id = activity.Conversation!.Id!;
        var mark = id.IndexOf(ThreadMark, StringComparison.OrdinalIgnoreCase);
        var reference = new ConversationReference(activity.ServiceUrl!, activity.Recipient?.Id ?? "")
        {
            BotName = activity.Recipient?.Name,
            UserId = activity.From?.Id,
            ActorId = ActorOf(activity.From),
            TeamId = activity.ChannelData?.Team?.Id,
        };
        return new ConversationAddress(Platform.Name, tenant, mark < 0 ? id : id[..mark], ScopeOf(activity.Conversation))
        {
            Thread = mark < 0 ? null : id[(mark + ThreadMark.Length)..],
            Route = JsonSerializer.Serialize(reference, ProtocolJson.Default.ConversationReference),
        };
    }

    /// <summary>Reads the reference in an address.</summary>
    /// <exception cref="FormatException">The address has none.</exception>
    public static ConversationReference Of(ConversationAddress address)
    {
        try
        {
            return JsonSerializer.Deserialize(address.Route, ProtocolJson.Default.ConversationReference)
                ?? throw new FormatException("This conversation's address has no route.");
        }
        catch (JsonException exception)
        {
            throw new FormatException("This conversation's address was not made by the Teams adapter.", exception);
        }
    }

    /// <summary>The conversation's id with its thread, as the connector expects it.</summary>
    public static string IdOf(ConversationAddress address) =>
        address.Thread is null ? address.Conversation : address.Conversation + ThreadMark + address.Thread;

    /// <summary>The id that identifies a person: the Entra object id, or the channel's id if there is none.</summary>
    public static string? ActorOf(ChannelAccount? account) =>
        string.IsNullOrEmpty(account?.AadObjectId) ? account?.Id : account.AadObjectId;

    /// <summary>An unknown type counts as the one where most people read along.</summary>
    private static ConversationScope ScopeOf(ConversationAccount conversation) =>
        conversation.ConversationType switch
        {
            "personal" => ConversationScope.OneToOne,
            "groupChat" => ConversationScope.Group,
            null when conversation.IsGroup is not true => ConversationScope.OneToOne,
            _ => ConversationScope.Channel,
        };
}
