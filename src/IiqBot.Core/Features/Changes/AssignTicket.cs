using IiqBot.Core.Durability;
using IiqBot.Core.Features.Searches;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Changes;

/// <summary>
/// Assigns a ticket to a technician or a team. For technicians. A typed name must be unambiguous; otherwise the bot asks.
/// </summary>
public sealed class AssignTicket(ChangeRunner changes, TicketDesk desk, ITickets tickets, ILookups lookups) : IFormHandler
{
    /// <summary>The argument that holds a technician or team, by name or id, or <c>me</c>.</summary>
    public const string To = "assignee";

    private const int Suggestions = 50;
    private const int MostChoices = 8;
    private const int MostButtons = 5;

    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.AssignTicket, Access.Agent)
        {
            Aliases = ["assign", "reassign", "asigna", "asignar"],
            Line = new(
                new LinePart.Filler("ticket"),
                new LinePart.Ticket(TicketArguments.Ticket),
                new LinePart.Filler("to"),
                new LinePart.Filler("a"),
                new LinePart.Rest(To)
            ),
            Usage = () => new(Texts.UsageAssign, Texts.MeaningAssign),
            Button = () => Texts.ActionAssign,
            Writes = true,
            AsksFor = To,
        };

    /// <inheritdoc />
    public Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken) =>
        changes.RunAsync(turn, ChangeRules.Work, (opened, token) => PlanAsync(turn, opened, token), cancellationToken);

    private async Task<ChangePlan> PlanAsync(Turn turn, OpenedTicket opened, CancellationToken cancellationToken)
    {
        var ticket = opened.Ticket;
        var assignees = await AssigneeOptions.AllAsync(lookups, cancellationToken);
        if (turn.Arguments[To] is not { } typed)
            return new ChangePlan.Ask(new BotResponse.OpenForm(FormOf(turn, ticket, assignees)));
        var meant = IsMe(typed)
            ? new Assignee(turn.Person.Id, turn.Person.Name, IsTeam: false)
            : AssigneeOptions.Find(assignees, turn.Arguments, To);
        if (meant is null)
            return new ChangePlan.Ask(await WhoAsync(turn, opened, assignees, typed, cancellationToken));
        var (person, team) = meant.IsTeam ? ((Guid?)null, (Guid?)meant.Id) : (meant.Id, null);
        var done = new Change(who => Texts.Assigned.With(who, meant.Name))
        {
            Before = TicketBefore.AssigneesOf(ticket),
            Reading = IsMe(typed) ? null : Reading.Of(typed, meant.Name),
            News = NewsKind.Assigned,
            Words = meant.Name,
            AssignedTo = person,
        };
        return ChangePlan.Do.Always(done, token => tickets.AssignAsync(ticket.Id, person, team, token)) with
        {
            IsAlreadySo = meant.Id == (meant.IsTeam ? ticket.Team?.Id : ticket.Assignee?.Id),
            AlreadySo = Texts.AssignedAlready.With(meant.Name),
        };
    }

    /// <inheritdoc />
    public async Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken) =>
        FormOf(turn, null, await AssigneeOptions.AllAsync(lookups, cancellationToken));

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) => FormRules.Check(answers).Required(To).Errors;

    private static Form FormOf(Turn turn, Ticket? ticket, NamedChoice<Assignee> assignees) =>
        TicketForm.Of(
            turn,
            ticket,
            Verbs.AssignTicket,
            Texts.FormAssignTitle,
            Texts.ActionAssign,
            new Field.Search(To, Texts.FieldAssignedTo, AssigneeOptions.SourceName)
            {
                IsRequired = true,
                Selected = AssigneeOptions.Find(assignees, turn.Arguments, To) is { } chosen ? assignees.ToOption(chosen) : null,
                Suggestions = [.. assignees.Items.Take(Suggestions).Select(assignees.ToOption)],
            }
        );

    private static bool IsMe(string typed) => typed.ToLowerInvariant() is SearchFacets.Me or "myself";

    // If a typed name matches a few people, each gets a button; if it matches more, the form opens.
    private async Task<BotResponse> WhoAsync(
        Turn turn,
        OpenedTicket opened,
        NamedChoice<Assignee> assignees,
        string typed,
        CancellationToken cancellationToken
    )
    {
        var isTyped = turn.Request.Kind == RequestKind.Message;
        var candidates = isTyped ? NameMatch.Candidates(assignees.Items, assignee => assignee.Name, typed) : [];
        if (candidates.Count is 0 or > MostButtons)
            return new BotResponse.FormErrors(
                FormOf(turn, opened.Ticket, assignees) with
                {
                    Errors = NotFound(assignees, typed, cancellationToken),
                }
            );
        var ticket = TicketArguments.For(opened.Ticket);
        var buttons = candidates.Select(one => new CardAction.Press(one.Name, Verbs.AssignTicket, ticket.With(To, one.Id)));
        return await desk.AskAsync(turn, opened, Texts.WhichName.With(typed), [.. buttons], cancellationToken);
    }

    private static Dictionary<string, string> NotFound(NamedChoice<Assignee> assignees, string typed, CancellationToken cancellationToken)
    {
        var close = assignees.Rank(typed, MostChoices, cancellationToken).Select(option => option.Label).ToList();
        return new()
        {
            [To] = close.Count == 0 ? Texts.SearchNameUnknown.With(typed) : Texts.SearchNameUnclear.With(typed, string.Join(", ", close)),
        };
    }
}
