using IiqBot.Core.Requests;

namespace IiqBot.Slack.Turns;

/// <summary>
/// Where things are said. A conversation's id is a channel's, or a person's (<c>U…</c>): that one stands for their direct message
/// with the bot, and for what only they see.
/// </summary>
internal static class Addresses
{
    /// <summary>A person's own conversation with the bot.</summary>
    public static ConversationAddress Personal(string team, string user) => new(Platform.Name, team, user, ConversationScope.OneToOne);

    /// <summary>
    /// A channel. One whose id begins with D is a direct message of the bot's: it posts nowhere else under such an id, and Slack
    /// sends it events of no other.
    /// </summary>
    public static ConversationAddress Channel(string team, string channel, string? thread) =>
        new(Platform.Name, team, channel, channel.StartsWith('D') ? ConversationScope.OneToOne : ConversationScope.Channel) { Thread = thread };

    /// <summary>Where a route leads.</summary>
    public static ConversationAddress Of(string team, string user, ReplyRoute route) =>
        route is { Channel: { } channel, IsEphemeral: false } ? Channel(team, channel, route.Thread) : Personal(team, user);

    /// <summary>Whether the id is a person's.</summary>
    public static bool IsPerson(ConversationAddress address) => address.Conversation is ['U' or 'W', ..];
}
