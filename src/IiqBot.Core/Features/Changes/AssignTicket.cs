using IiqBot.Core.Durability;
using IiqBot.Core.Features.Searches;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Changes;

/// <summary>A technician routes a ticket to a technician or a team: by a typed name that leaves no doubt, or by a form.</summary>
public sealed class AssignTicket(TicketDesk desk, ITickets tickets, ILookups lookups) : IFormHandler
{
    /// <summary>The argument that holds a technician or team, by name or id, or <c>me</c>.</summary>
    public const string To = "assignee";

    private const int Suggestions = 50;
    private const int MostChoices = 8;
    private const int MostButtons = 5;

    /// <inheritdoc />
    public static Route Route { get; } = new(Verbs.AssignTicket, Access.Agent)
    {
        Aliases = ["assign", "reassign", "asigna", "asignar"],
        Line = new(new LinePart.Filler("ticket"), new LinePart.Ticket(TicketArguments.Ticket), new LinePart.Filler("to"), new LinePart.Filler("a"), new LinePart.Rest(To)),
        Usage = () => new(Texts.UsageAssign, Texts.MeaningAssign),
        Button = () => Texts.ActionAssign,
        Writes = true,
        AsksFor = To,
    };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var (opened, instead) = await desk.OpenToChangeAsync(turn, cancellationToken);
        if (opened is null) return instead!;
        var ticket = opened.Ticket;
        if (!opened.Rights.CanWork) return await desk.NotAllowedAsync(turn, opened, Texts.RefusedNotAgent, cancellationToken);
        if (ticket.IsClosed) return await desk.NotAllowedAsync(turn, opened, Texts.TicketIsClosed, cancellationToken);
        var assignees = await AssigneeOptions.AllAsync(lookups, cancellationToken);
        if (turn.Arguments[To] is not { } typed) return new BotResponse.OpenForm(FormOf(turn, ticket, assignees));
        var meant = IsMe(typed)
            ? new Assignee(turn.Person.Id, turn.Person.Name, IsTeam: false)
            : AssigneeOptions.Find(assignees, turn.Arguments, To);
        var isTyped = turn.Request.Kind == RequestKind.Message;
        if (meant is null && isTyped && await WhichAsync(turn, opened, assignees, typed, cancellationToken) is { } which) return which;
        if (meant is null) return new BotResponse.FormErrors(FormOf(turn, ticket, assignees) with { Errors = NotFound(assignees, typed, cancellationToken) });
        var done = new Change(who => Texts.Assigned.With(who, meant.Name))
        {
            Before = TicketBefore.AssigneesOf(ticket), Reading = IsMe(typed) ? null : Reading.Of(typed, meant.Name),
            News = NewsKind.Assigned, Words = meant.Name, AssignedTo = meant.IsTeam ? null : meant.Id,
        };
        if (meant.Id == (meant.IsTeam ? ticket.Team?.Id : ticket.Assignee?.Id))
            return await desk.AlreadySoAsync(turn, opened, Texts.AssignedAlready.With(meant.Name), done, cancellationToken);
        if (await desk.StopOvertakenAsync(turn, opened, cancellationToken) is { } overtaken) return overtaken;
        await tickets.AssignAsync(ticket.Id, meant.IsTeam ? null : meant.Id, meant.IsTeam ? meant.Id : null, cancellationToken);
        return await desk.ShowChangedAsync(turn, opened, done, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken) =>
        FormOf(turn, null, await AssigneeOptions.AllAsync(lookups, cancellationToken));

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) => FormRules.Check(answers).Required(To).Errors;

    private static Form FormOf(Turn turn, Ticket? ticket, NamedChoice<Assignee> assignees) => new()
    {
        Verb = Verbs.AssignTicket,
        Title = Texts.FormAssignTitle,
        Submit = Texts.ActionAssign,
        InstanceId = Form.InstanceOf(turn.Arguments),
        Hidden = ticket is null ? FormState.TicketOf(turn.Arguments) : TicketArguments.For(ticket),
        Back = FormState.BackTo(ticket is null ? turn.Arguments : TicketArguments.For(ticket)),
        Introduction = ticket is null ? null : TicketCard.MinimumTitleOf(ticket),
        Fields =
        [
            new Field.Search(To, Texts.FieldAssignedTo, AssigneeOptions.SourceName)
            {
                IsRequired = true,
                Selected = AssigneeOptions.Find(assignees, turn.Arguments, To) is { } chosen ? assignees.ToOption(chosen) : null,
                Suggestions = [.. assignees.Items.Take(Suggestions).Select(assignees.ToOption)],
            },
        ],
    };

    private static bool IsMe(string typed) => typed.ToLowerInvariant() is SearchFacets.Me or "myself";

    // A few who could be meant are one press away; more are for the form.
    private async Task<BotResponse?> WhichAsync(
        Turn turn, OpenedTicket opened, NamedChoice<Assignee> assignees, string typed, CancellationToken cancellationToken)
    {
        var candidates = NameMatch.Candidates(assignees.Items, assignee => assignee.Name, typed);
        if (candidates.Count is 0 or > MostButtons) return null;
        var buttons = candidates.Select(one => new CardAction.Press(one.Name, Verbs.AssignTicket, TicketArguments.For(opened.Ticket).With(To, one.Id)));
        return await desk.AskAsync(turn, opened, Texts.WhichName.With(typed), [.. buttons], cancellationToken);
    }

    private static Dictionary<string, string> NotFound(NamedChoice<Assignee> assignees, string typed, CancellationToken cancellationToken)
    {
        var close = assignees.Rank(typed, MostChoices, cancellationToken).Select(option => option.Label).ToList();
        return new() { [To] = close.Count == 0 ? Texts.SearchNameUnknown.With(typed) : Texts.SearchNameUnclear.With(typed, string.Join(", ", close)) };
    }
}
