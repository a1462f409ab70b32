using System.ComponentModel;

namespace IiqBot.IncidentIq.Lookups;

/// <summary>The part a person plays on the site; ids are the same everywhere (docs/reference/incident-iq-tickets.md, "Roles").</summary>
public enum UserRole
{
    /// <summary>A role the site made itself, or none given.</summary>
    Other,

    /// <summary>…500.</summary>
    NoAccess,

    /// <summary>…501.</summary>
    Student,

    /// <summary>…502.</summary>
    Faculty,

    /// <summary>…503.</summary>
    Staff,

    /// <summary>…504.</summary>
    Agent,

    /// <summary>…505.</summary>
    Administrator,

    /// <summary>…507.</summary>
    Parent,
}

/// <summary>A person with an account.</summary>
/// <param name="Id">Their id.</param>
/// <param name="Name">Full name.</param>
/// <param name="Email">Primary e-mail.</param>
/// <param name="Role">What they may be.</param>
[ImmutableObject(true)]
public sealed record User(Guid Id, string Name, string? Email, UserRole Role)
{
    /// <summary>False once the account was deactivated: then it has no rights, whatever its role.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Where they work.</summary>
    public Guid? LocationId { get; init; }

    /// <summary>The name of where they work.</summary>
    public string? LocationName { get; init; }
}

/// <summary>A team of technicians.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
[ImmutableObject(true)]
public sealed record Team(Guid Id, string Name);

/// <summary>A school or building.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Abbreviation">Its short name, where it has one.</param>
[ImmutableObject(true)]
public sealed record Location(Guid Id, string Name, string? Abbreviation = null);

/// <summary>A room.</summary>
/// <param name="Id">Its id.</param>
/// <param name="LocationId">The building it is in.</param>
/// <param name="Name">Its number or name.</param>
[ImmutableObject(true)]
public sealed record Room(Guid Id, Guid LocationId, string Name);

/// <summary>Something a ticket can be filed under.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">For example "No picture".</param>
[ImmutableObject(true)]
public sealed record Issue(Guid Id, string Name)
{
    /// <summary>Its type's id.</summary>
    public Guid? TypeId { get; init; }

    /// <summary>Its category's id.</summary>
    public Guid? CategoryId { get; init; }

    /// <summary>For example "Projector".</summary>
    public string? CategoryName { get; init; }

    /// <summary>The product it belongs to; null when the answer left it out.</summary>
    public Guid? ProductId { get; init; }

    /// <summary>"Projector › No picture", or the name alone.</summary>
    public string FullName => CategoryName is { Length: > 0 } category ? $"{category} › {Name}" : Name;
}

/// <summary>A band of priority scores.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">For example "High".</param>
/// <param name="MinScore">The lowest score in it.</param>
/// <param name="MaxScore">The highest score in it.</param>
[ImmutableObject(true)]
public sealed record PriorityLevel(Guid Id, string Name, int MinScore, int MaxScore)
{
    /// <summary>The site's colour for it, as #RRGGBB.</summary>
    public string? Color { get; init; }
}

/// <summary>Why a ticket was closed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">For example "Resolved - No Issue Found".</param>
/// <param name="IsCancel">Whether it belongs to cancelling instead of resolving.</param>
[ImmutableObject(true)]
public sealed record CloseReason(Guid Id, string Name, bool IsCancel);

/// <summary>The district's site.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The district's name.</param>
/// <param name="TimeZone">The zone its dates are in.</param>
[ImmutableObject(true)]
public sealed record Site(Guid Id, string Name, TimeZoneInfo TimeZone);
