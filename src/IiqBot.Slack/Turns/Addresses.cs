using IiqBot.Core.Model;

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
    /// A channel where the bot posted, or of which Slack sends it messages. One whose id begins with D then is a direct message of the
    /// bot's. Previews of links also stand in those of other people: see <see cref="Beside"/>.
    /// </summary>
    public static ConversationAddress Channel(string team, string channel, string? thread) =>
        new(Platform.Name, team, channel, IsDirect(channel) ? ConversationScope.OneToOne : ConversationScope.Channel) { Thread = thread };

    /// <summary>
    /// For what a person pressed on a preview, wherever that is: the bot may be no member there, so only they are answered. Others see what
    /// was pressed, so that it is drawn for all of them.
    /// </summary>
    public static ConversationAddress Beside(string team, string user) => Personal(team, user) with { Scope = ConversationScope.Channel };

    /// <summary>Where a route leads.</summary>
    public static ConversationAddress Of(string team, string user, ReplyRoute route) =>
        route switch
        {
            { Preview: not null } => Beside(team, user),
            { Channel: { } channel, IsEphemeral: false } => Channel(team, channel, route.Thread),
            _ => Personal(team, user),
        };

    /// <summary>Whether the id is a direct message's.</summary>
    public static bool IsDirect(string channel) => channel.StartsWith('D');

    /// <summary>Whether the id is a person's.</summary>
    public static bool IsPerson(ConversationAddress address) => address.Conversation is ['U' or 'W', ..];
}
