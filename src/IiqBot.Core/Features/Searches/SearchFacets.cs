using IiqBot.Core.Model;
using IiqBot.Core.Parsing.Dates;
using IiqBot.Core.Pipeline;
using IiqBot.IncidentIq.Lookups;
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

/// <summary>
/// Understands the facets of a search as the guide names them (docs/reference/incident-iq-tickets.md, "Facets"): names of
/// people, places and bands become the ids that Incident IQ filters by.
/// </summary>
public sealed class SearchFacets(ILookups lookups, TimeProvider time)
{
    /// <summary>Words that occur in the ticket, and numbers of tickets as <c>#39185</c>.</summary>
    public const string Words = "words";

    /// <summary>
    /// A step's name, how several begin, <c>open</c> or <c>closed</c> for any such step, or <c>only</c> and a name for a step that is
    /// called
    /// Open or Closed.
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

    /// <summary>A room of the asked location, or of the asker's own.</summary>
    public const string Room = "room";

    /// <summary>When it is due, as <see cref="DateWords"/> says it, or <c>overdue</c>.</summary>
    public const string Due = "due";

    /// <summary>When it was filed, as <see cref="DateWords"/> says it.</summary>
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

    /// <summary>The arguments that can hold a facet.</summary>
    public static IReadOnlyList<string> All { get; } = [Words, Status, Priority, AssignedTo, For, Location, Room, Due, Created, Asset];

    /// <summary>The filters that can be typed, for whoever typed another one.</summary>
    private static string Known => string.Join(", ", All.Where(facet => facet != Words));

    /// <summary>Reads the facets among the arguments of a turn.</summary>
    public async Task<SearchReading> ReadAsync(Turn turn, CancellationToken cancellationToken)
    {
        List<TicketFilter> filters = [];
        List<string> labels = [];
        List<string> notes = [];
        Dictionary<string, string> errors = [];
        string? namesake = null;
        (string, IReadOnlyList<Option>)? choices = null;
        var words = SearchWords.Of(turn.Arguments[Words], turn.IsSubmission);
        foreach (var facet in All)
        {
            if (turn.Arguments[facet] is not { } typed)
                continue;
            var meaning = await MeaningAsync(turn, facet, typed, words, cancellationToken);
            filters.AddRange(meaning.Filters);
            if (meaning.Note is { } note)
                notes.Add(note);
            namesake ??= meaning.Namesake;
            if (meaning.Filters.Count == 0 && meaning.Text.Length > 0)
                (errors[facet], choices) = (meaning.Text, (facet, meaning.Choices));
            else if (meaning.Text.Length > 0)
                labels.Add(meaning.Text);
        }

        // Without anything that is known, the search would be for all tickets.
        if (filters.Count == 0 && errors.Count == 0 && notes is [var only, ..])
            errors[Words] = only;
        return new(filters, labels, errors)
        {
            Words = words.Words,
            Namesake = namesake,
            Choices = errors.Count == 1 ? choices : null,
            Notes = notes,
        };
    }

    private Task<FacetMeaning> MeaningAsync(
        Turn turn,
        string facet,
        string typed,
        SearchWords words,
        CancellationToken cancellationToken
    ) =>
        facet switch
        {
            Words => Task.FromResult(WordsMeaning(words)),
            Status => new StatusFacet(lookups).ReadAsync(typed, cancellationToken),
            Priority => new NameFacets(lookups).PriorityAsync(typed, cancellationToken),
            AssignedTo => new NameFacets(lookups).AssignedToAsync(turn, typed, cancellationToken),
            For => new NameFacets(lookups).ForAsync(turn, typed, cancellationToken),
            Location => new PlaceFacets(lookups).LocationAsync(turn, typed, cancellationToken),
            Room => new PlaceFacets(lookups).RoomAsync(turn, typed, cancellationToken),
            Asset => Task.FromResult(new FacetMeaning(Texts.SearchAsset.With(typed), TicketFilter.OfAsset(typed))),
            Due when Slip.IsOne(typed, Overdue) => Task.FromResult(new FacetMeaning(Texts.SearchOverdue, TicketFilter.PastDue())),
            Due => DaysAsync(typed, Leaning.Ahead, Texts.SearchDue, Texts.SearchDueUnknown, TicketFilter.DueBetween, cancellationToken),
            _ => DaysAsync(
                typed,
                Leaning.Back,
                Texts.SearchCreated,
                Texts.CreatedDateUnknown,
                TicketFilter.CreatedBetween,
                cancellationToken
            ),
        };

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

    private async Task<FacetMeaning> DaysAsync(
        string typed,
        Leaning leaning,
        string label,
        string unknown,
        Func<DateOnly, DateOnly, TicketFilter> between,
        CancellationToken cancellationToken
    )
    {
        var zone = (await lookups.SiteAsync(cancellationToken)).TimeZone;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
        if (DateWords.Read(typed, today, leaning) is not { At: null } days)
            return new(unknown.With(typed, DateTexts.Example(today)));
        var said =
            days.NeedsSaying && days.From == days.To ? DateTexts.Long(days.From)
            : days.NeedsSaying ? $"{typed} {days.To.Year}"
            : days.Corrected ?? typed;
        return new(label.With(said), between(days.From, days.To))
        {
            Note = days.Corrected is { } words ? Texts.ReadAs.With(typed, words) : null,
        };
    }

    internal static bool Is(string typed, string? word) => typed.Equals(word, StringComparison.OrdinalIgnoreCase);
}
