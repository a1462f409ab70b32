using System.ComponentModel;

namespace IiqBot.IncidentIq.Lookups;

/// <summary>A person's role on the site; the ids are the same everywhere (docs/reference/incident-iq-tickets.md, "Roles").</summary>
public enum UserRole
{
    /// <summary>A role that the site defines itself, or none.</summary>
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
/// <param name="Role">Their role.</param>
[ImmutableObject(true)]
public sealed record User(Guid Id, string Name, string? Email, UserRole Role)
{
    /// <summary>False if the account is deactivated. Then the person has no rights, whatever the role.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>The id of the place where they work.</summary>
    public Guid? LocationId { get; init; }

    /// <summary>The name of the place where they work.</summary>
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
/// <param name="Abbreviation">Its short name, if it has one.</param>
[ImmutableObject(true)]
public sealed record Location(Guid Id, string Name, string? Abbreviation = null);

/// <summary>A room.</summary>
/// <param name="Id">Its id.</param>
/// <param name="LocationId">The building it is in.</param>
/// <param name="Name">Its number or name.</param>
[ImmutableObject(true)]
public sealed record Room(Guid Id, Guid LocationId, string Name);

/// <summary>An issue: what a ticket can be filed under.</summary>
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

    /// <summary>The product it belongs to; null if the answer omits it.</summary>
    public Guid? ProductId { get; init; }

    /// <summary>"Projector › No picture", or only the name.</summary>
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
    /// <summary>The site's color for it, as #RRGGBB.</summary>
    public string? Color { get; init; }
}

/// <summary>Why a ticket was closed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">For example "Resolved - No Issue Found".</param>
/// <param name="IsCancel">Whether it is for cancelling instead of resolving.</param>
[ImmutableObject(true)]
public sealed record CloseReason(Guid Id, string Name, bool IsCancel);

/// <summary>The district's site.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The district's name.</param>
/// <param name="TimeZone">The time zone of its dates.</param>
[ImmutableObject(true)]
public sealed record Site(Guid Id, string Name, TimeZoneInfo TimeZone);
