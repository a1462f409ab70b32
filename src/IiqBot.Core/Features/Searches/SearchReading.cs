using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Searches;

/// <summary>What the bot understood from a search.</summary>
/// <param name="Filters">The filters.</param>
/// <param name="Labels">The conditions in words, without the searched words.</param>
/// <param name="Errors">Explains each argument that was not understood, and what it may mean.</param>
public sealed record SearchReading(
    IReadOnlyList<TicketFilter> Filters,
    IReadOnlyList<string> Labels,
    IReadOnlyDictionary<string, string> Errors
)
{
    /// <summary>The words to search for; null if there are none.</summary>
    public string? Words { get; init; }

    /// <summary>
    /// The workflow step with the same name as a state (Open or Closed); null if there is none, or the search did not use that name.
    /// </summary>
    public string? Namesake { get; init; }

    /// <summary>The options for the only name that was not understood, if there are just a few; and its argument.</summary>
    public (string Facet, IReadOnlyList<Option> Options)? Choices { get; init; }

    /// <summary>What the person should know about how the search was understood: a corrected typing error, an unknown filter.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
