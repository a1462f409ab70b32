using IiqBot.Core.Model;

namespace IiqBot.Slack.Turns;

/// <summary>
/// Makes addresses of Slack conversations. A conversation's id belongs to a channel or to a person (<c>U…</c>). A person's id stands for
/// their direct message with the bot, and for messages that only they see.
/// </summary>
internal static class Addresses
{
    /// <summary>A person's own conversation with the bot.</summary>
    public static ConversationAddress Personal(string team, string user) => new(Platform.Name, team, user, ConversationScope.OneToOne);

    /// <summary>
    /// A channel where the bot posted, or whose messages Slack sends to the bot. If its id begins with D it is a direct message with the
    /// bot. Previews of links also appear in other people's direct messages: see <see cref="Beside"/>.
    /// </summary>
    public static ConversationAddress Channel(string team, string channel, string? thread) =>
        new(Platform.Name, team, channel, IsDirect(channel) ? ConversationScope.OneToOne : ConversationScope.Channel) { Thread = thread };

    /// <summary>
    /// The address for an action on a preview. The bot may be no member there, so it answers only the person. Others see the preview too,
    /// so it is drawn for all of them.
    /// </summary>
    public static ConversationAddress Beside(string team, string user) => Personal(team, user) with { Scope = ConversationScope.Channel };

    /// <summary>The address that a route leads to.</summary>
    public static ConversationAddress Of(string team, string user, ReplyRoute route) =>
        route switch
        {
            { Preview: not null } => Beside(team, user),
            { Channel: { } channel, IsEphemeral: false } => Channel(team, channel, route.Thread),
            _ => Personal(team, user),
        };

    /// <summary>Whether the id belongs to a direct message.</summary>
    public static bool IsDirect(string channel) => channel.StartsWith('D');

    /// <summary>Whether the address has a person's id.</summary>
    public static bool IsPerson(ConversationAddress address) => address.Conversation is ['U' or 'W', ..];
}
