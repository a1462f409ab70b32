using IiqBot.Core.Durability;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Changes;

/// <summary>A technician moves a ticket to any step that its workflow allows next.</summary>
public sealed class MoveTicket(TicketDesk desk, ITickets tickets, ILookups lookups, ResolveTicket resolve, CancelTicket cancel) : IFormHandler
{
    private const string Canceled = "cancel";
    private const int MostButtons = 5;

    /// <inheritdoc />
    public static Route Route { get; } = new(Verbs.MoveTicket, Access.Agent)
    {
        Aliases = ["move", "set status", "change status"],
        Line = new(new LinePart.Filler("ticket"), new LinePart.Ticket(TicketArguments.Ticket), new LinePart.Filler("to"), new LinePart.Rest(ArgumentNames.Step)),
        Usage = () => new(Texts.UsageMove, Texts.MeaningMove),
        Button = () => Texts.FormMoveTitle,
        Writes = true,
        AsksFor = ArgumentNames.Step,
    };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var (opened, instead) = await desk.OpenToChangeAsync(turn, cancellationToken);
        if (opened is null) return instead!;
        if (!opened.Rights.CanWork) return await desk.NotAllowedAsync(turn, opened, Texts.RefusedNotAgent, cancellationToken);
        var next = await NextAsync(opened.Ticket, cancellationToken);
        var target = Find(next, turn.Arguments);
        var asked = turn.Arguments[ArgumentNames.Step];
        if (target is null && asked is null) return new BotResponse.OpenForm(FormOf(turn, opened.Ticket, next));
        if (target is null && opened.Ticket.Step is { } current && Find([current], turn.Arguments) is not null)
            return await desk.AlreadySoAsync(turn, opened, Texts.MovedAlready.With(current.Name), DoneTo(opened.Ticket, current), cancellationToken);
        if (await desk.StopOvertakenAsync(turn, opened, cancellationToken) is { } overtaken) return overtaken;
        if (target is null)
        {
            if (asked is not null && NameMatch.Candidates(next, step => step.Name, asked) is { Count: > 1 and <= MostButtons } several)
                return await desk.AskAsync(turn, opened, Texts.WhichName.With(asked), [.. several.Select(step => To(opened.Ticket, step))], cancellationToken);
            var (name, steps) = (Guid.TryParse(asked, out _) ? Texts.StepThat : asked, string.Join(", ", next.Select(step => step.Name)));
            var why = Texts.StepNotAllowed.With(name, steps, opened.Ticket.Step?.Name);
            return await desk.NotAllowedAsync(turn, opened, why, cancellationToken);
        }

        if (turn.Request.Kind == RequestKind.Message && target.IsClosed && !opened.Ticket.IsClosed)
            return await AskToCloseAsync(turn, target, cancellationToken);
        await tickets.SetStatusAsync(opened.Ticket.Id, target.Id, cancellationToken);
        return await desk.ShowChangedAsync(turn, opened, DoneTo(opened.Ticket, target) with { Reading = Reading.Of(asked, target.Name) }, cancellationToken);
    }

    // A typed name that closes a ticket asks what the command for it asks.
    private Task<BotResponse> AskToCloseAsync(Turn turn, WorkflowStep target, CancellationToken cancellationToken)
    {
        var asking = turn with { Request = turn.Request with { Arguments = FormState.TicketOf(turn.Arguments) } };
        return target.Name.Contains(Canceled, StringComparison.OrdinalIgnoreCase)
            ? cancel.HandleAsync(asking, cancellationToken)
            : resolve.HandleAsync(asking, cancellationToken);
    }

    private static CardAction.Press To(Ticket ticket, WorkflowStep step) =>
        new CardAction.Press(Texts.ActionMoveTo.With(step.Name), Verbs.MoveTicket, TicketArguments.For(ticket).With(ArgumentNames.Step, step.Id));

    private static Change DoneTo(Ticket ticket, WorkflowStep target) =>
        new(who => Texts.Moved.With(who, target.Name)) { Before = TicketBefore.StepOf(ticket), News = NewsKind.Moved, Words = target.Name };

    /// <inheritdoc />
    public async Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken)
    {
        var opened = await desk.OpenAsync(turn, cancellationToken);
        return FormOf(turn, opened?.Ticket, opened is null ? [] : await NextAsync(opened.Ticket, cancellationToken));
    }

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) => FormRules.Check(answers).Required(ArgumentNames.Step).Errors;

    private static Form FormOf(Turn turn, Ticket? ticket, IReadOnlyList<WorkflowStep> next) => new()
    {
        Verb = Verbs.MoveTicket,
        Title = Texts.FormMoveTitle,
        Submit = Texts.FormMoveSubmit,
        InstanceId = Form.InstanceOf(turn.Arguments),
        Hidden = ticket is null ? FormState.TicketOf(turn.Arguments) : TicketArguments.For(ticket),
        Back = FormState.BackTo(ticket is null ? turn.Arguments : TicketArguments.For(ticket)),
        Introduction = ticket is null ? null : TicketCard.MinimumTitleOf(ticket),
        Fields =
        [
            new Field.Choice(ArgumentNames.Step, Texts.FieldStep, [.. next.Select(step => new Option(step.Id.ToString(), step.Name))])
            {
                IsRequired = true,
                IsExpanded = next.Count <= 5,
                Value = turn.Arguments[ArgumentNames.Step],
            },
        ],
    };

    private async Task<IReadOnlyList<WorkflowStep>> NextAsync(Ticket ticket, CancellationToken cancellationToken) =>
        ticket.Step is { } step ? await lookups.NextStepsAsync(step.Id, cancellationToken) : [];

    private static WorkflowStep? Find(IReadOnlyList<WorkflowStep> next, Arguments arguments)
    {
        if (arguments.Id(ArgumentNames.Step) is { } id) return next.FirstOrDefault(step => step.Id == id);
        return arguments[ArgumentNames.Step] is { } name ? NameMatch.Find(next, step => step.Name, name) : null;
    }
}
