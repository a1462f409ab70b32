using IiqBot.Core.Durability;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Changes;

/// <summary>Moves a ticket to any step that its workflow allows next. For technicians.</summary>
public sealed class MoveTicket(
    ChangeRunner changes,
    TicketDesk desk,
    ITickets tickets,
    ILookups lookups,
    ResolveTicket resolve,
    CancelTicket cancel
) : IFormHandler
{
    private const string Canceled = "cancel";
    private const int MostButtons = 5;

    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.MoveTicket, Access.Agent)
        {
            Aliases = ["move", "set status", "change status"],
            Line = new(
                new LinePart.Filler("ticket"),
                new LinePart.Ticket(TicketArguments.Ticket),
                new LinePart.Filler("to"),
                new LinePart.Rest(ArgumentNames.Step)
            ),
            Usage = () => new(Texts.UsageMove, Texts.MeaningMove),
            Button = () => Texts.FormMoveTitle,
            Writes = true,
            AsksFor = ArgumentNames.Step,
        };

    /// <inheritdoc />
    public Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken) =>
        changes.RunAsync(turn, ChangeRules.WorkAlsoClosed, (opened, token) => PlanAsync(turn, opened, token), cancellationToken);

    private async Task<ChangePlan> PlanAsync(Turn turn, OpenedTicket opened, CancellationToken cancellationToken)
    {
        var ticket = opened.Ticket;
        var next = await NextAsync(ticket, cancellationToken);
        // An earlier attempt may have moved it already.
        var meant = ChangesSinceSeen.IsChangedSinceAsked(turn, ticket) && ticket.Step is { } now ? [.. next, now] : next;
        if (Find(meant, turn.Arguments) is { } target && target.Id != ticket.Step?.Id)
        {
            return turn.Request.Kind == RequestKind.Message && target.IsClosed && !ticket.IsClosed
                ? new ChangePlan.Instead(token => AskToCloseAsync(turn, target, token))
                : To(ticket, target, Reading.Of(turn.Arguments[ArgumentNames.Step], target.Name));
        }

        if (turn.Arguments[ArgumentNames.Step] is not { } asked)
            return new ChangePlan.Ask(new BotResponse.OpenForm(FormOf(turn, ticket, next)));
        return ticket.Step is { } current && Find([current], turn.Arguments) is not null
            ? To(ticket, current) with
            {
                IsAlreadySo = true,
                AlreadySo = Texts.MovedAlready.With(current.Name),
            }
            : new ChangePlan.Instead(token => NotThereAsync(turn, opened, next, asked, token));
    }

    private ChangePlan.Do To(Ticket ticket, WorkflowStep target, string? reading = null)
    {
        var done = new Change(who => Texts.Moved.With(who, target.Name))
        {
            Before = TicketBefore.StepOf(ticket),
            News = NewsKind.Moved,
            Words = target.Name,
            Reading = reading,
        };
        return ChangePlan.Do.Always(done, token => tickets.SetStatusAsync(ticket.Id, target.Id, token));
    }

    // The step may be unreachable because somebody else changed the ticket.
    private async Task<BotResponse> NotThereAsync(
        Turn turn,
        OpenedTicket opened,
        IReadOnlyList<WorkflowStep> next,
        string asked,
        CancellationToken cancellationToken
    )
    {
        if (NameMatch.Candidates(next, step => step.Name, asked) is { Count: > 1 and <= MostButtons } several)
        {
            var buttons = several.Select(step => ButtonTo(opened.Ticket, step));
            return await desk.AskAsync(turn, opened, Texts.WhichName.With(asked), [.. buttons], cancellationToken);
        }

        var (name, steps) = (Guid.TryParse(asked, out _) ? Texts.StepThat : asked, string.Join(", ", next.Select(step => step.Name)));
        var why = Texts.StepNotAllowed.With(name, steps, opened.Ticket.Step?.Name);
        return await desk.NotAllowedAsync(turn, opened, why, cancellationToken);
    }

    // If the typed step closes the ticket, ask the same questions as the command for closing.
    private Task<BotResponse> AskToCloseAsync(Turn turn, WorkflowStep target, CancellationToken cancellationToken)
    {
        var asking = turn with { Request = turn.Request with { Arguments = TicketArguments.Of(turn.Arguments) } };
        return target.Name.Contains(Canceled, StringComparison.OrdinalIgnoreCase)
            ? cancel.HandleAsync(asking, cancellationToken)
            : resolve.HandleAsync(asking, cancellationToken);
    }

    private static CardAction.Press ButtonTo(Ticket ticket, WorkflowStep step) =>
        new CardAction.Press(
            Texts.ActionMoveTo.With(step.Name),
            Verbs.MoveTicket,
            TicketArguments.For(ticket).With(ArgumentNames.Step, step.Id)
        );

    /// <inheritdoc />
    public async Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken)
    {
        var opened = await desk.OpenAsync(turn, cancellationToken);
        return FormOf(turn, opened?.Ticket, opened is null ? [] : await NextAsync(opened.Ticket, cancellationToken));
    }

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) => FormRules.Check(answers).Required(ArgumentNames.Step).Errors;

    private static Form FormOf(Turn turn, Ticket? ticket, IReadOnlyList<WorkflowStep> next) =>
        TicketForm.Of(
            turn,
            ticket,
            Verbs.MoveTicket,
            Texts.FormMoveTitle,
            Texts.FormMoveSubmit,
            new Field.Choice(ArgumentNames.Step, Texts.FieldStep, [.. next.Select(step => new Option(step.Id.ToString(), step.Name))])
            {
                IsRequired = true,
                IsExpanded = next.Count <= 5,
                Value = turn.Arguments[ArgumentNames.Step],
            }
        );

    private async Task<IReadOnlyList<WorkflowStep>> NextAsync(Ticket ticket, CancellationToken cancellationToken) =>
        ticket.Step is { } step ? await lookups.NextStepsAsync(step.Id, cancellationToken) : [];

    private static WorkflowStep? Find(IReadOnlyList<WorkflowStep> next, Arguments arguments)
    {
        if (arguments.Id(ArgumentNames.Step) is { } id)
            return next.FirstOrDefault(step => step.Id == id);
        return arguments[ArgumentNames.Step] is { } name ? NameMatch.Find(next, step => step.Name, name) : null;
    }
}
