using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Searches;

/// <summary>The meaning of one facet of a search.</summary>
/// <param name="Text">The condition in words; if there is no filter, the reason.</param>
/// <param name="Filters">The filters; none if the value was not understood.</param>
internal sealed record FacetMeaning(string Text, params IReadOnlyList<TicketFilter> Filters)
{
    private const int MostChoices = 8;

    /// <summary>A remark to show with the results.</summary>
    public string? Note { get; init; }

    /// <summary>Options to choose from if nothing was found.</summary>
    public IReadOnlyList<Option> Choices { get; init; } = [];

    /// <summary>A workflow step with the same name as a state (Open or Closed).</summary>
    public string? Namesake { get; init; }

    /// <summary>For a name that matches nothing; offers close matches.</summary>
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
    /// Returns the only item whose name, or the end of it, starts with these words, allowing typing errors; null if there is none, or
    /// more than one.
    /// </summary>
    public static T? Nearly<T>(string typed, IReadOnlyList<T> items, Func<T, string> nameOf)
        where T : class
    {
        var close = items.Where(item => Slip.IsIn(typed, nameOf(item))).Take(2).ToList();
        return close.Count == 1 ? close[0] : null;
    }

    /// <summary>Says how a name was understood; null if it was typed correctly.</summary>
    public static string? Mended(string typed, string meant) =>
        typed.Contains('@', StringComparison.Ordinal)
        || Guid.TryParse(typed, out _)
        || typed.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => meant.Contains(word, StringComparison.OrdinalIgnoreCase))
            ? null
            : Texts.ReadAs.With(typed, meant);
}
