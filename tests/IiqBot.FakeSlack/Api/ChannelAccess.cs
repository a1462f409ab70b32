using IiqBot.FakeSlack.World;

namespace IiqBot.FakeSlack.Api;

/// <summary>What the bot can see and where it may post.</summary>
internal sealed class ChannelAccess(FakeSlackOptions options, SlackWorld world)
{
    /// <summary>A conversation the bot can see: public channels, and those it belongs to.</summary>
    public FakeChannel? Visible(string? id) =>
        world.Channel(id) is { } channel && (channel.Kind == ChannelKind.Public || channel.HasBot) ? channel : null;

    /// <summary>The target of a message; a person's id means the direct message with that person.</summary>
    public (FakeChannel Channel, ApiAnswer? Refused) ToPost(string id, bool byPersonId = true)
    {
        if (byPersonId && world.Person(id) is { IsDeleted: false } person)
            return (world.Direct(person).Channel, null);
        if (Visible(id) is not { } channel)
            return (null!, ApiAnswer.Refused("channel_not_found"));
        if (channel.IsArchived)
            return (channel, ApiAnswer.Refused("is_archived"));
        if (!channel.HasBot && !options.App.Scopes.Contains("chat:write.public"))
            return (channel, ApiAnswer.Refused("not_in_channel"));
        return (channel, channel.PostingError is { } error ? ApiAnswer.Refused(error) : null);
    }
}
