using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Model;

/// <summary>A chat user and the Incident IQ account that their e-mail leads to.</summary>
/// <param name="Account">The account.</param>
public sealed record Person(User Account)
{
    /// <summary>The account's id.</summary>
    public Guid Id => Account.Id;

    /// <summary>The account's name.</summary>
    public string Name => Account.Name;

    /// <summary>Whether they work on tickets: agents and administrators.</summary>
    public bool IsAgent => Account.Role is UserRole.Agent or UserRole.Administrator;

    /// <summary>
    /// Whether they may file a ticket for another person, as people who work at the school may. Students, parents and people with an
    /// unknown role may not.
    /// </summary>
    public bool MayFileForOthers => IsAgent || Account.Role is UserRole.Faculty or UserRole.Staff;

    /// <summary>Whether they administer the site.</summary>
    public bool IsAdministrator => Account.Role is UserRole.Administrator;
}

/// <summary>Who may use a route. The ticket decides what they may do to it.</summary>
public enum Access
{
    /// <summary>Everybody, including people whom Incident IQ does not know.</summary>
    Anyone,

    /// <summary>People whose account may use the bot.</summary>
    Known,

    /// <summary>Agents and administrators.</summary>
    Agent,

    /// <summary>Administrators.</summary>
    Administrator,
}

/// <summary>Decides who may use a route.</summary>
public static class AccessRules
{
    /// <summary>Whether a person may use it; null for a person whom the bot does not know.</summary>
    public static bool Allows(this Access access, Person? person) =>
        access switch
        {
            Access.Administrator => person is { IsAdministrator: true },
            Access.Agent => person is { IsAgent: true },
            Access.Known => person is not null,
            _ => true,
        };
}
