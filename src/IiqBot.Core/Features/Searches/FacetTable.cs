using IiqBot.Core.Model;
using IiqBot.Core.Parsing.Dates;
using IiqBot.IncidentIq.Tickets;
using static IiqBot.Core.Features.Searches.SearchFacets;

namespace IiqBot.Core.Features.Searches;

/// <summary>The facets of a search. Typed lines, filters and the form all use this table; a new facet needs only a new row.</summary>
internal static class FacetTable
{
    private const int MostNamesakes = 50;

    /// <summary>The facets, in the order in which the results name them.</summary>
    public static IReadOnlyList<SearchFacet> All { get; } =
    [
        new(SearchFacets.Words, (value, _) => Task.FromResult(WordsMeaning(value.Words)), (form, _) => Task.FromResult<Field>(form.Words()))
        {
            Aliases = ["keyword"],
        },
        new(
            Status,
            (value, token) => new StatusFacet(value.Lookups).ReadAsync(value.Typed, token),
            (form, token) => form.StatusAsync(token)
        )
        {
            Aliases = ["state"],
            Names = async (asked, token) => (await asked.Lookups.StepsAsync(token)).Select(step => step.Name).Concat([AnyOpen, AnyClosed]),
        },
        new(
            Priority,
            (value, token) => new NameFacets(value.Lookups).PriorityAsync(value.Typed, token),
            (form, token) => form.PriorityAsync(token)
        )
        {
            Aliases = ["prio"],
            Names = async (asked, token) => (await asked.Lookups.PrioritiesAsync(token)).Select(level => level.Name),
        },
        new(
            AssignedTo,
            (value, token) => new NameFacets(value.Lookups).AssignedToAsync(value.Turn, value.Typed, token),
            (form, token) => form.AssignedToAsync(token)
        )
        {
            Aliases = ["assigned", "assignee", "agent", "technician", "tech", "team"],
            Names = async (asked, token) => (await AssigneeOptions.AllAsync(asked.Lookups, token)).Items.Select(assignee => assignee.Name),
        },
        new(
            For,
            (value, token) => new NameFacets(value.Lookups).ForAsync(value.Turn, value.Typed, token),
            (form, _) => Task.FromResult<Field>(form.For())
        )
        {
            Aliases = ["requester", "requestor"],
            Names = async (asked, token) =>
                asked.Person is { IsAgent: true }
                    ? (await asked.Lookups.SearchUsersAsync(asked.First, MostNamesakes, token)).Select(found => found.Name)
                    : [],
            IsForTechnicians = true,
        },
        new(
            Location,
            (value, token) => new PlaceFacets(value.Lookups).LocationAsync(value.Turn, value.Typed, token),
            (form, token) => form.LocationAsync(token)
        )
        {
            Aliases = ["loc", "school", "building"],
            Names = async (asked, token) => (await asked.Lookups.LocationsAsync(token)).Select(location => location.Name),
        },
        new(
            Room,
            (value, token) => new PlaceFacets(value.Lookups).RoomAsync(value.Turn, value.Typed, token),
            (form, _) => Task.FromResult<Field>(form.Text(Room, Texts.FieldRoom))
        )
        {
            IsTypedOnly = true,
        },
        new(
            Due,
            (value, token) => new DayFacets(value.Lookups, value.Time).DueAsync(value.Typed, token),
            (form, _) => Task.FromResult<Field>(form.Due())
        )
        {
            Aliases = ["duedate"],
            Takes = DateWords.AreDays,
        },
        new(
            Created,
            (value, token) => new DayFacets(value.Lookups, value.Time).CreatedAsync(value.Typed, token),
            (form, _) => Task.FromResult<Field>(form.Created())
        )
        {
            Aliases = ["createddate", "filed"],
            Takes = DateWords.AreDays,
        },
        new(
            Asset,
            (value, _) => Task.FromResult(new FacetMeaning(Texts.SearchAsset.With(value.Typed), TicketFilter.OfAsset(value.Typed))),
            (form, _) => Task.FromResult<Field>(form.Text(Asset, Texts.FieldAssetTag))
        )
        {
            Aliases = ["device", "tag", "assettag"],
            IsTypedOnly = true,
        },
    ];

    /// <summary>The filters that a person can type, to list them after an unknown one.</summary>
    private static string Known => string.Join(", ", All.Select(facet => facet.Name).Where(name => name != SearchFacets.Words));

    /// <summary>Whether the arguments contain a facet.</summary>
    public static bool AreIn(Arguments arguments) => All.Any(facet => arguments[facet.Name] is not null);

    private static FacetMeaning WordsMeaning(SearchWords words) =>
        new(
            string.Join(Texts.Or, words.Numbers.Select(number => $"#{number}")),
            [
                .. words.Numbers.Select(TicketFilter.Numbered),
                .. words.Words is { } wanted ? [TicketFilter.Keyword(wanted)] : Array.Empty<TicketFilter>(),
            ]
        )
        {
            Note = words.Unknown.Count == 0 ? null : Texts.SearchFilterUnknown.With(string.Join(", ", words.Unknown), Known),
        };
}
