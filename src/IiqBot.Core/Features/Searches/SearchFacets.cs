using IiqBot.Core.Parsing.Dates;

namespace IiqBot.Core.Features.Searches;

/// <summary>
/// The names of the facets of a search (docs/reference/incident-iq-tickets.md, "Facets"), and their fixed values.
/// <see cref="FacetTable"/> defines what each facet means.
/// </summary>
public static class SearchFacets
{
    /// <summary>Words that the ticket contains, and ticket numbers as in <c>#39185</c>.</summary>
    public const string Words = "words";

    /// <summary>
    /// The name of a step, the beginning of several names, or <c>open</c> or <c>closed</c> for all such steps. With <c>only</c>
    /// before the name, it means the step with the name Open or Closed.
    /// </summary>
    public const string Status = "status";

    /// <summary>The name of a priority band, or <c>urgent</c>.</summary>
    public const string Priority = "priority";

    /// <summary>A technician or team, by name or e-mail, <c>me</c> or <c>nobody</c>.</summary>
    public const string AssignedTo = "assignedto";

    /// <summary>A requester, by name or e-mail, or <c>me</c>.</summary>
    public const string For = "for";

    /// <summary>A school or building, by name or abbreviation.</summary>
    public const string Location = "location";

    /// <summary>A room of the location in the search, or of the asker's own.</summary>
    public const string Room = "room";

    /// <summary>When it is due, as <see cref="DateWords"/> reads it, or <c>overdue</c>.</summary>
    public const string Due = "due";

    /// <summary>When it was filed, as <see cref="DateWords"/> reads it.</summary>
    public const string Created = "created";

    /// <summary>The tag of a device.</summary>
    public const string Asset = "asset";

    internal const string Open = "open";
    internal const string Closed = "closed";
    internal const string AnyOpen = "any open";
    internal const string AnyClosed = "any closed";
    internal const string Only = "only ";
    internal const string Me = "me";
    internal const string Nobody = "nobody";
    internal const string Overdue = "overdue";
    internal const string Urgent = "urgent";

    internal static bool Is(string typed, string? word) => typed.Equals(word, StringComparison.OrdinalIgnoreCase);
}
