using IiqBot.Core.Features.Places;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Searches;

/// <summary>The fields of the search form.</summary>
/// <param name="lookups">The site's lists.</param>
/// <param name="asked">The facets in the search so far.</param>
internal sealed class FacetFields(ILookups lookups, Arguments asked)
{
    public const int MaxLength = 200;
    private const int Suggestions = 30;

    public Field.Text Words() => Text(SearchFacets.Words, Texts.FieldWords) with { MaxLength = MaxLength, Hint = Texts.FieldWordsHint };

    public Field.Text Text(string facet, string label) => new(facet, label) { Value = asked[facet] };

    public async Task<Field> StatusAsync(CancellationToken cancellationToken)
    {
        var steps = (await lookups.StepsAsync(cancellationToken)).Select(step => step.Name).Distinct(StringComparer.OrdinalIgnoreCase);
        return Choice(
            SearchFacets.Status,
            Texts.FieldStatus,
            [
                new(SearchFacets.AnyOpen, Texts.StatusAnyOpen),
                new(SearchFacets.AnyClosed, Texts.StatusAnyClosed),
                .. steps.Order(StringComparer.CurrentCulture).Select(ToStep),
            ]
        );
    }

    public async Task<Field> PriorityAsync(CancellationToken cancellationToken) =>
        Choice(
            SearchFacets.Priority,
            Texts.FieldPriority,
            [.. (await lookups.PrioritiesAsync(cancellationToken)).Select(level => new Option(level.Name, level.Name))]
        );

    public async Task<Field> AssignedToAsync(CancellationToken cancellationToken)
    {
        var assignees = await AssigneeOptions.AllAsync(lookups, cancellationToken);
        return Search(
            SearchFacets.AssignedTo,
            Texts.FieldAssignedTo,
            AssigneeOptions.SourceName,
            [
                new(SearchFacets.Me, Texts.AssigneeMe),
                new(SearchFacets.Nobody, Texts.AssigneeNobody),
                .. assignees.Items.Take(Suggestions).Select(assignees.ToOption),
            ]
        );
    }

    public Field.Search For() =>
        Search(SearchFacets.For, Texts.FieldFor, PersonOptions.SourceName, [new(SearchFacets.Me, Texts.AssigneeMe)]);

    public async Task<Field> LocationAsync(CancellationToken cancellationToken)
    {
        var locations = LocationOptions.Of(await lookups.LocationsAsync(cancellationToken));
        return Search(
            SearchFacets.Location,
            Texts.FieldLocation,
            LocationOptions.SourceName,
            [.. locations.Items.Take(Suggestions).Select(locations.ToOption)]
        );
    }

    public Field.Choice Due() =>
        Choice(
            SearchFacets.Due,
            Texts.FieldDue,
            [
                new(SearchFacets.Overdue, Texts.BadgeOverdue),
                new("today", Texts.DayToday),
                new("this week", Texts.DayThisWeek),
                new("next week", Texts.DayNextWeek),
            ]
        );

    public Field.Choice Created() =>
        Choice(
            SearchFacets.Created,
            Texts.FieldCreated,
            [
                new("today", Texts.DayToday),
                new("yesterday", Texts.DayYesterday),
                new("this week", Texts.DayThisWeek),
                new("last 30 days", Texts.DayLast30Days),
            ]
        );

    // Keep a value that is not an option as it was typed, so that a form that opens later asks about it.
    private Field.Choice Choice(string facet, string label, IReadOnlyList<Option> options)
    {
        var chosen = options.FirstOrDefault(option => option.Value.Equals(asked[facet], StringComparison.OrdinalIgnoreCase));
        return chosen is null && asked[facet] is { } typed
            ? new(facet, label, [new(typed, typed), .. options]) { Value = typed }
            : new(facet, label, options) { Value = chosen?.Value };
    }

    private Field.Search Search(string facet, string label, string source, IReadOnlyList<Option> suggestions) =>
        new(facet, label, source) { Suggestions = suggestions, Selected = asked[facet] is { } typed ? new(typed, typed) : null };

    private static Option ToStep(string name) =>
        name.ToLowerInvariant() is SearchFacets.Open or SearchFacets.Closed ? new(SearchFacets.Only + name, name) : new(name, name);
}
