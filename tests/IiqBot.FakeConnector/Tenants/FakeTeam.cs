namespace IiqBot.FakeConnector;

/// <summary>A team with its channels. The id of the General channel is the team's id (msteams-docs, get-teams-context).</summary>
public sealed class FakeTeam
{
    private readonly List<FakeConversation> _channels = [];

    internal FakeTeam(string name, string aadGroupId, FakeConversation general)
    {
        Name = name;
        AadGroupId = aadGroupId;
        General = general;
        _channels.Add(general);
    }

    /// <summary>The team's thread id, such as <c>19:…@thread.tacv2</c>.</summary>
    public string Id => General.Id;

    /// <summary>Display name.</summary>
    public string Name { get; }

    /// <summary>The Microsoft 365 group's GUID.</summary>
    public string AadGroupId { get; }

    /// <summary>The General channel.</summary>
    public FakeConversation General { get; }

    /// <summary>All channels, General first.</summary>
    public IReadOnlyList<FakeConversation> Channels => _channels;

    internal void Add(FakeConversation channel) => _channels.Add(channel);
}
