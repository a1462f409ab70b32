using IiqBot.Core.Dispatch;
using IiqBot.Core.Features.Filings;
using IiqBot.Core.Identity;
using IiqBot.Core.Parsing;
using IiqBot.Core.Requests;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Searches;

/// <summary>What a search asks for, as far as it was understood.</summary>
/// <param name="Filters">The conditions.</param>
/// <param name="Labels">The conditions in words, without the words that are searched for.</param>
/// <param name="Errors">What was not understood, by argument, with what could be meant.</param>
public sealed record SearchReading(
    IReadOnlyList<TicketFilter> Filters, IReadOnlyList<string> Labels, IReadOnlyDictionary<string, string> Errors);

/// <summary>
/// Understands the facets of a search as the guide names them (working-with-tickets.md, "Common Filter Facets"): names of
/// people, places and bands become the ids that Incident IQ filters by.
/// </summary>
public sealed class SearchFacets(ILookups lookups, TimeProvider time)
{
    /// <summary>Words that occur in the ticket.</summary>
    public const string Words = "words";

    /// <summary>A step's name, how several begin, <c>any open</c> or <c>any closed</c>; without the <c>any</c> where no step is called so.</summary>
    public const string Status = "status";

    /// <summary>The name of a priority band.</summary>
    public const string Priority = "priority";

    /// <summary>A technician or team, <c>me</c> or <c>nobody</c>.</summary>
    public const string AssignedTo = "assignedto";

    /// <summary>A requester, by name or e-mail, or <c>me</c>.</summary>
    public const string For = "for";

    /// <summary>A school or building, by name or abbreviation.</summary>
    public const string Location = "location";

    /// <summary>When it is due, as <see cref="DateWords"/> says it, or <c>overdue</c>.</summary>
    public const string Due = "due";

    /// <summary>When it was filed, as <see cref="DateWords"/> says it.</summary>
    public const string Created = "created";

    internal const string Open = "open";
    internal const string Closed = "closed";
    internal const string AnyOpen = "any open";
    internal const string AnyClosed = "any closed";
    internal const string Me = "me";
    internal const string Nobody = "nobody";
    internal const string Overdue = "overdue";

    private const int MostChoices = 8;
    private const int MostPeople = 10;
    private const int MostNamesakes = 50;
    private static readonly string[] Names = [Status, Priority, AssignedTo, For, Location];

    /// <summary>The arguments that can hold a facet.</summary>
    public static IReadOnlyList<string> All { get; } = [Words, Status, Priority, AssignedTo, For, Location, Due, Created];

    /// <summary>Reads the facets among the arguments of a turn.</summary>
    public async Task<SearchReading> ReadAsync(Turn turn, CancellationToken cancellationToken)
    {
        List<TicketFilter> filters = [];
        List<string> labels = [];
        Dictionary<string, string> errors = [];
        foreach (var facet in All)
        {
            if (turn.Arguments[facet] is not { } typed) continue;
            var meaning = await MeaningAsync(turn, facet, typed, cancellationToken);
            filters.AddRange(meaning.Filters);
            if (meaning.Filters.Count == 0) errors[facet] = meaning.Text;
            else if (meaning.Text.Length > 0) labels.Add(meaning.Text);
        }

        return new(filters, labels, errors);
    }

    /// <summary>
    /// Gives each name of a typed line the words behind it that belong to it, as many as a known name has: in
    /// <c>assignedto:Tess Technician lamp</c> only "lamp" is searched for.
    /// </summary>
    /// <param name="arguments">The line's arguments.</param>
    /// <param name="person">Who searches, for people are names to technicians only; null to leave people as they are.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    public async Task<Arguments> WithWholeNamesAsync(Arguments arguments, Person? person, CancellationToken cancellationToken)
    {
        foreach (var facet in Names)
        {
            var more = LinePart.Option.More(facet);
            if (arguments[facet] is not { } first || arguments[more]?.Split(' ') is not { } behind) continue;
            if (facet == For && person is null) continue;
            arguments = arguments.With(more, (string?)null);
            var known = await NamesAsync(person, facet, first, cancellationToken);
            for (var count = behind.Length; count > 0; count--)
            {
                var further = string.Join(' ', behind[..count]);
                if (!known.Any(name => $" {name}".Contains($" {first} {further}", StringComparison.OrdinalIgnoreCase))) continue;
                arguments = arguments.With(facet, $"{first} {further}").With(Words, Without(arguments[Words], further));
                break;
            }
        }

        return arguments;
    }

    private static string? Without(string? words, string further)
    {
        var rest = $" {words} ".Replace($" {further} ", " ", StringComparison.Ordinal).Trim();
        return rest.Length == 0 ? null : rest;
    }

    private async Task<IEnumerable<string>> NamesAsync(Person? person, string facet, string first, CancellationToken cancellationToken) => facet switch
    {
        Status => (await lookups.StepsAsync(cancellationToken)).Select(step => step.Name).Concat([AnyOpen, AnyClosed]),
        Priority => (await lookups.PrioritiesAsync(cancellationToken)).Select(level => level.Name),
        AssignedTo => (await AssigneeOptions.AllAsync(lookups, cancellationToken)).Items.Select(assignee => assignee.Name),
        Location => (await lookups.LocationsAsync(cancellationToken)).Select(location => location.Name),
        _ => person is { IsAgent: true } ? (await lookups.SearchUsersAsync(first, MostNamesakes, cancellationToken)).Select(person => person.Name) : [],
    };

    private Task<Meaning> MeaningAsync(Turn turn, string facet, string typed, CancellationToken cancellationToken) => facet switch
    {
        Words => Task.FromResult(new Meaning("", TicketFilter.Keyword(typed))),
        Status => StatusAsync(typed, cancellationToken),
        Priority => PriorityAsync(typed, cancellationToken),
        AssignedTo => AssignedToAsync(turn, typed, cancellationToken),
        For => ForAsync(turn, typed, cancellationToken),
        Location => LocationAsync(turn, typed, cancellationToken),
        Due when Is(typed, Overdue) => Task.FromResult(new Meaning(Texts.SearchOverdue, TicketFilter.PastDue())),
        Due => DaysAsync(typed, Texts.SearchDue, TicketFilter.DueBetween, cancellationToken),
        _ => DaysAsync(typed, Texts.SearchCreated, TicketFilter.CreatedBetween, cancellationToken),
    };

    // One name can stand for steps of several workflows, and "waiting" for several steps; filters of one facet are alternatives. What
    // has just that name comes first: a site may call one step Open, or Closed.
    private async Task<Meaning> StatusAsync(string typed, CancellationToken cancellationToken)
    {
        var steps = await lookups.StepsAsync(cancellationToken);
        var byName = steps.GroupBy(step => step.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var meant = byName.Where(group => Is(typed, group.Key)).ToList();
        if (meant.Count == 0 && (Is(typed, Open) || Is(typed, AnyOpen))) return new(Texts.SearchStatusOpen, TicketFilter.State(closed: false));
        if (meant.Count == 0 && (Is(typed, Closed) || Is(typed, AnyClosed))) return new(Texts.SearchStatusClosed, TicketFilter.State(closed: true));
        if (meant.Count == 0 && NameMatch.Find(byName, group => group.Key, typed) is { } only) meant = [only];
        if (meant.Count == 0) meant = [.. byName.Where(group => group.Key.StartsWith(typed + " ", StringComparison.OrdinalIgnoreCase)).OrderBy(group => group.Key, StringComparer.Ordinal)];
        return meant.Count > 0
            ? new((Is(typed, Open) || Is(typed, Closed) ? Texts.SearchStatusAlone : Texts.SearchStatus).With(string.Join(Texts.Or, meant.Select(group => group.Key))), [.. meant.SelectMany(group => group).Select(step => TicketFilter.AtStep(step.Id))])
            : NotFound(typed, byName, group => group.Key, cancellationToken);
    }

    private async Task<Meaning> PriorityAsync(string typed, CancellationToken cancellationToken)
    {
        var levels = await lookups.PrioritiesAsync(cancellationToken);
        return NameMatch.Find(levels, level => level.Name, typed) is { } meant
            ? new(Texts.SearchPriority.With(meant.Name), TicketFilter.OfPriority(meant))
            : NotFound(typed, levels, level => level.Name, cancellationToken);
    }

    private async Task<Meaning> AssignedToAsync(Turn turn, string typed, CancellationToken cancellationToken)
    {
        if (Is(typed, Me)) return new(Texts.SearchAssignedTo.With(turn.Person.Name), TicketFilter.AssignedTo(turn.Person.Id));
        if (Is(typed, Nobody)) return new(Texts.SearchAssignedToNobody, TicketFilter.Unassigned());
        var assignees = await AssigneeOptions.AllAsync(lookups, cancellationToken);
        return AssigneeOptions.Find(assignees, turn.Arguments, AssignedTo) is { } meant
            ? new(Texts.SearchAssignedTo.With(meant.Name), meant.IsTeam ? TicketFilter.AssignedToTeam(meant.Id) : TicketFilter.AssignedTo(meant.Id))
            : NotFound(typed, assignees.Items, assignee => assignee.Name, cancellationToken);
    }

    private async Task<Meaning> ForAsync(Turn turn, string typed, CancellationToken cancellationToken)
    {
        if (Is(typed, Me)) return new(Texts.SearchFor.With(turn.Person.Name), TicketFilter.Requester(turn.Person.Id));
        if (!turn.Person.IsAgent) return new(Texts.SearchOwnOnly);
        if (typed.Contains('@', StringComparison.Ordinal) && await lookups.UserByEmailAsync(typed, cancellationToken) is { } known)
            return new(Texts.SearchFor.With(known.Name), TicketFilter.Requester(known.Id));
        var people = await lookups.SearchUsersAsync(typed, MostPeople, cancellationToken);
        return NameMatch.Find(people, person => person.Name, typed) is { } meant
            ? new(Texts.SearchFor.With(meant.Name), TicketFilter.Requester(meant.Id))
            : NotFound(typed, people, person => person.Email is { } email ? $"{person.Name} ({email})" : person.Name, cancellationToken);
    }

    private async Task<Meaning> LocationAsync(Turn turn, string typed, CancellationToken cancellationToken)
    {
        var locations = LocationOptions.Of(await lookups.LocationsAsync(cancellationToken));
        var meant = locations.Items.FirstOrDefault(location => Is(typed, location.Abbreviation)) ?? locations.Find(turn.Arguments, Location);
        return meant is null
            ? NotFound(typed, locations.Items, location => location.Name, cancellationToken)
            : new(Texts.SearchLocation.With(meant.Name), TicketFilter.AtLocation(meant.Id));
    }

    private async Task<Meaning> DaysAsync(
        string typed, string label, Func<DateOnly, DateOnly, TicketFilter> between, CancellationToken cancellationToken)
    {
        var zone = (await lookups.SiteAsync(cancellationToken)).TimeZone;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
        return DateWords.Read(typed, today) is (var from, var to)
            ? new(label.With(typed), between(from, to))
            : new(Texts.SearchDateUnknown.With(typed));
    }

    private static Meaning NotFound<T>(string typed, IReadOnlyList<T> items, Func<T, string> nameOf, CancellationToken cancellationToken)
        where T : class
    {
        var close = NameMatch.Rank(items, nameOf, typed, MostChoices, cancellationToken);
        var choices = (close.Count > 0 ? close : items.Count <= 2 * MostChoices ? items : []).Select(nameOf).ToList();
        return new(choices.Count == 0 ? Texts.SearchNameUnknown.With(typed) : Texts.SearchNameUnclear.With(typed, string.Join(", ", choices)));
    }

    private static bool Is(string typed, string? word) => typed.Equals(word, StringComparison.OrdinalIgnoreCase);

    // Without a filter, the text says why there is none.
    private sealed record Meaning(string Text, params IReadOnlyList<TicketFilter> Filters);
}
