using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Searches;

/// <summary>What one facet of a search means.</summary>
/// <param name="Text">The condition in words; without a filter, why there is none.</param>
/// <param name="Filters">The condition.</param>
internal sealed record FacetMeaning(string Text, params IReadOnlyList<TicketFilter> Filters)
{
    private const int MostChoices = 8;

    /// <summary>What is said besides what was found.</summary>
    public string? Note { get; init; }

    /// <summary>What could be meant where nothing was found, to choose from.</summary>
    public IReadOnlyList<Option> Choices { get; init; } = [];

    /// <summary>A step that is called like a whole kind of steps.</summary>
    public string? Namesake { get; init; }

    /// <summary>Nothing was found by that name; what is close is offered.</summary>
    public static FacetMeaning NotFound<T>(
        string typed,
        IReadOnlyList<T> items,
        Func<T, string> nameOf,
        CancellationToken cancellationToken,
        Func<T, string>? valueOf = null
    )
        where T : class
    {
        var close = NameMatch.Rank(items, nameOf, typed, MostChoices, cancellationToken);
        var choices = (
            close.Count > 0 ? close
            : items.Count <= 2 * MostChoices ? items
            : []
        ).Select(item => new Option((valueOf ?? nameOf)(item), nameOf(item))).ToList();
        return choices.Count == 0
            ? new(Texts.SearchNameUnknown.With(typed))
            : new(Texts.SearchNameUnclear.With(typed, string.Join(", ", choices.Select(choice => choice.Label)))) { Choices = choices };
    }

    /// <summary>
    /// The only item whose name, or the end of it, begins with these words but for slips of the finger; null when there are several.
    /// </summary>
    public static T? Nearly<T>(string typed, IReadOnlyList<T> items, Func<T, string> nameOf)
        where T : class
    {
        var close = items.Where(item => Slip.IsIn(typed, nameOf(item))).Take(2).ToList();
        return close.Count == 1 ? close[0] : null;
    }

    /// <summary>Says how a name was read; null when it was typed as it stands.</summary>
    public static string? Mended(string typed, string meant) =>
        typed.Contains('@', StringComparison.Ordinal)
        || Guid.TryParse(typed, out _)
        || typed.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => meant.Contains(word, StringComparison.OrdinalIgnoreCase))
            ? null
            : Texts.ReadAs.With(typed, meant);
}
