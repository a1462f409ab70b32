namespace IiqBot.FakeSlack;

/// <summary>The kind of an account in a workspace.</summary>
public enum PersonKind
{
    /// <summary>A full member.</summary>
    Member,

    /// <summary>A multi-channel guest: <c>is_restricted</c>.</summary>
    Guest,

    /// <summary>A single-channel guest: <c>is_restricted</c> and <c>is_ultra_restricted</c>.</summary>
    SingleChannelGuest,

    /// <summary>The bot of another app.</summary>
    Bot,
}

/// <summary>A person with an account in a workspace. <see cref="FakeSlackPlatform.As"/> returns the person's Slack client.</summary>
public sealed class FakePerson
{
    internal FakePerson(FakeTeam team, string id, string name, string? email, PersonKind kind) =>
        (Team, Id, Name, Email, Kind) = (team, id, name, email, kind);

    /// <summary>The user id, such as <c>U0000000A1</c>.</summary>
    public string Id { get; }

    /// <summary>The workspace the account is in; not the home workspace for people of shared channels.</summary>
    public FakeTeam Team { get; }

    /// <summary>The real name.</summary>
    public string Name { get; }

    /// <summary>The e-mail address; null for bots.</summary>
    public string? Email { get; set; }

    /// <summary>Member, guest or bot.</summary>
    public PersonKind Kind { get; }

    /// <summary>Whether the e-mail address was confirmed.</summary>
    public bool IsEmailConfirmed { get; set; } = true;

    /// <summary>Whether the account was deactivated.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>The language, as <c>users.info</c> returns it on request.</summary>
    public string Locale { get; set; } = "en-US";

    /// <summary>The time zone.</summary>
    public string TimeZone { get; set; } = "America/Chicago";

    /// <summary>The name a mention shows, such as <c>ada.moreno</c>.</summary>
    public string Handle => Name.Replace(' ', '.').ToLowerInvariant();
}

/// <summary>A workspace.</summary>
/// <param name="Id">Its id, such as <c>T0DISTRICT1</c>.</param>
/// <param name="Domain">Its subdomain of slack.com.</param>
/// <param name="EnterpriseId">The organization it belongs to; null if none.</param>
public sealed record FakeTeam(string Id, string Domain, string? EnterpriseId);
