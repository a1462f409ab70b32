using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Searches;

/// <summary>What a search asks for, as far as it was understood.</summary>
/// <param name="Filters">The conditions.</param>
/// <param name="Labels">The conditions in words, without the words that are searched for.</param>
/// <param name="Errors">What was not understood, by argument, with what could be meant.</param>
public sealed record SearchReading(
    IReadOnlyList<TicketFilter> Filters,
    IReadOnlyList<string> Labels,
    IReadOnlyDictionary<string, string> Errors
)
{
    /// <summary>The words that are searched for; null for none.</summary>
    public string? Words { get; init; }

    /// <summary>The step that is called like a whole kind of steps: Open, or Closed; null when none is, or it was not asked for.</summary>
    public string? Namesake { get; init; }

    /// <summary>What could be meant, where just one name was not understood and there are a few; by its argument.</summary>
    public (string Facet, IReadOnlyList<Option> Options)? Choices { get; init; }

    /// <summary>What the person should know of how they were understood: a slip that was mended, a filter that there is not.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
