using IiqBot.Core.Features.Places;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Searches;

/// <summary>The form of a search, filled with what is asked for so far.</summary>
public sealed class SearchForm(ILookups lookups)
{
    private const int MaxLength = 200;
    private const int Suggestions = 30;

    /// <summary>The form.</summary>
    public async Task<Form> ForAsync(Turn turn, CancellationToken cancellationToken)
    {
        var asked = turn.Arguments;
        var steps = (await lookups.StepsAsync(cancellationToken)).Select(step => step.Name).Distinct(StringComparer.OrdinalIgnoreCase);
        var levels = await lookups.PrioritiesAsync(cancellationToken);
        var assignees = await AssigneeOptions.AllAsync(lookups, cancellationToken);
        var locations = LocationOptions.Of(await lookups.LocationsAsync(cancellationToken));
        List<Field> fields =
        [
            new Field.Text(SearchFacets.Words, Texts.FieldWords)
            {
                MaxLength = MaxLength,
                Value = asked[SearchFacets.Words],
                Hint = Texts.FieldWordsHint,
            },
            Choice(
                SearchFacets.Status,
                Texts.FieldStatus,
                [
                    new(SearchFacets.AnyOpen, Texts.StatusAnyOpen),
                    new(SearchFacets.AnyClosed, Texts.StatusAnyClosed),
                    .. steps.Order(StringComparer.CurrentCulture).Select(ToStep),
                ]
            ),
            Choice(SearchFacets.Priority, Texts.FieldPriority, Named(levels.Select(level => level.Name))),
            Search(
                SearchFacets.AssignedTo,
                Texts.FieldAssignedTo,
                AssigneeOptions.SourceName,
                [
                    new(SearchFacets.Me, Texts.AssigneeMe),
                    new(SearchFacets.Nobody, Texts.AssigneeNobody),
                    .. assignees.Items.Take(Suggestions).Select(assignees.ToOption),
                ]
            ),
            Search(
                SearchFacets.Location,
                Texts.FieldLocation,
                LocationOptions.SourceName,
                [.. locations.Items.Take(Suggestions).Select(locations.ToOption)]
            ),
            Choice(
                SearchFacets.Due,
                Texts.FieldDue,
                [
                    new(SearchFacets.Overdue, Texts.BadgeOverdue),
                    new("today", Texts.DayToday),
                    new("this week", Texts.DayThisWeek),
                    new("next week", Texts.DayNextWeek),
                ]
            ),
            Choice(
                SearchFacets.Created,
                Texts.FieldCreated,
                [
                    new("today", Texts.DayToday),
                    new("yesterday", Texts.DayYesterday),
                    new("this week", Texts.DayThisWeek),
                    new("last 30 days", Texts.DayLast30Days),
                ]
            ),
        ];
        // What only a typed line can ask for is asked for again.
        if (asked[SearchFacets.Room] is { } room)
            fields.Add(new Field.Text(SearchFacets.Room, Texts.FieldRoom) { Value = room });
        if (asked[SearchFacets.Asset] is { } asset)
            fields.Add(new Field.Text(SearchFacets.Asset, Texts.FieldAssetTag) { Value = asset });
        if (turn.Person.IsAgent)
            fields.Insert(4, Search(SearchFacets.For, Texts.FieldFor, PersonOptions.SourceName, [new(SearchFacets.Me, Texts.AssigneeMe)]));
        return new()
        {
            Verb = Verbs.SearchTickets,
            Title = Texts.FormSearchTitle,
            Submit = Texts.FormSearchTitle,
            InstanceId = Form.InstanceOf(asked),
            Fields = fields,
        };

        // What is no choice stays as it was typed, so that a form that is opened later still asks about it.
        Field.Choice Choice(string facet, string label, IReadOnlyList<Option> options)
        {
            var chosen = options.FirstOrDefault(option => option.Value.Equals(asked[facet], StringComparison.OrdinalIgnoreCase));
            return chosen is null && asked[facet] is { } typed
                ? new(facet, label, [new(typed, typed), .. options]) { Value = typed }
                : new(facet, label, options) { Value = chosen?.Value };
        }

        Field.Search Search(string facet, string label, string source, IReadOnlyList<Option> suggestions) =>
            new(facet, label, source) { Suggestions = suggestions, Selected = asked[facet] is { } typed ? new(typed, typed) : null };
    }

    /// <summary>What is wrong with the answers.</summary>
    public static IReadOnlyDictionary<string, string> Validate(Arguments answers)
    {
        var rules = FormRules.Check(answers).AtMost(SearchFacets.Words, MaxLength);
        return (SearchFacets.All.Any(facet => answers[facet] is not null) ? rules : rules.Required(SearchFacets.Words)).Errors;
    }

    private static Option ToStep(string name) =>
        name.ToLowerInvariant() is SearchFacets.Open or SearchFacets.Closed ? new(SearchFacets.Only + name, name) : new(name, name);

    private static Option[] Named(IEnumerable<string> names) => [.. names.Select(name => new Option(name, name))];
}
