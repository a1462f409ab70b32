namespace IiqBot.FakeConnector;

/// <content>People, chats, teams and channels.</content>
public sealed partial class FakeTeams
{
    /// <summary>Adds another tenant.</summary>
    public FakeTenant AddTenant(string id) => _world.Tenant(id);

    /// <summary>Adds a person; ids that are not given are made up.</summary>
    /// <param name="name">Display name.</param>
    /// <param name="email">E-mail address; null for anonymous people.</param>
    /// <param name="role">Member, guest or anonymous.</param>
    /// <param name="aadObjectId">Directory object id.</param>
    /// <param name="tenantId">The person's tenant; the home tenant if null.</param>
    public FakePerson AddPerson(
        string name,
        string? email,
        PersonRole role = PersonRole.Member,
        string? aadObjectId = null,
        string? tenantId = null
    ) => _world.Person(name, email, role, aadObjectId, tenantId);

    /// <summary>Adds the personal chat of a person with the bot.</summary>
    /// <param name="person">The person.</param>
    /// <param name="botInstalled">False to install the bot later.</param>
    /// <param name="tenantId">The tenant of the chat; the home tenant if null.</param>
    public FakeConversation AddPersonalChat(FakePerson person, bool botInstalled = true, string? tenantId = null) =>
        Installed(_world.Chat(ConversationKind.Personal, null, [person], _world.Tenant(tenantId)), botInstalled);

    /// <summary>Adds a group chat.</summary>
    public FakeConversation AddGroupChat(string name, IEnumerable<FakePerson> members, bool botInstalled = true) =>
        Installed(_world.Chat(ConversationKind.GroupChat, name, members, Tenant), botInstalled);

    /// <summary>Adds a team with its General channel.</summary>
    public FakeTeam AddTeam(string name, IEnumerable<FakePerson> members, bool botInstalled = true)
    {
        var team = _world.Team(name, members);
        Installed(team.General, botInstalled);
        return team;
    }

    /// <summary>Adds a channel to a team; its members are the team's.</summary>
    public FakeConversation AddChannel(FakeTeam team, string name)
    {
        ArgumentNullException.ThrowIfNull(team);
        return _world.AddChannel(team, name);
    }

    private static FakeConversation Installed(FakeConversation conversation, bool botInstalled)
    {
        conversation.IsBotInstalled = botInstalled;
        return conversation;
    }
}
