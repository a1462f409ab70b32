using IiqBot.Core.Durability;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Changes;

/// <summary>Cancels a ticket: requesters their own, technicians any. Asks for a confirmation and the reason.</summary>
public sealed class CancelTicket(ChangeRunner changes, ITickets tickets, IActivities activities, ILookups lookups) : IFormHandler
{
    // Anybody may learn that a ticket is already closed.
    private static readonly ChangeRules Rules = new(opened =>
        opened.Ticket.IsClosed || opened.Rights.CanCancel ? null : Texts.RefusedNotOwn
    );

    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.CancelTicket, Access.Known)
        {
            Aliases = ["cancel", "withdraw", "cancela", "cancelar"],
            Line = new(
                new LinePart.Filler("ticket"),
                new LinePart.Ticket(TicketArguments.Ticket),
                new LinePart.Rest(ArgumentNames.Note) { Kind = RestKind.Note }
            ),
            Usage = () => new(Texts.UsageCancel, Texts.MeaningCancel),
            Button = () => Texts.ActionCancel,
            Writes = true,
            AsksFor = ArgumentNames.Reason,
        };

    /// <inheritdoc />
    public Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken) =>
        changes.RunAsync(turn, Rules, (opened, token) => PlanAsync(turn, opened, token), cancellationToken);

    private async Task<ChangePlan> PlanAsync(Turn turn, OpenedTicket opened, CancellationToken cancellationToken)
    {
        var (ticket, note) = (opened.Ticket, turn.Arguments[ArgumentNames.Note]);
        if (ticket.IsClosed)
        {
            return note is not null && !ChangesSinceSeen.IsChangedSinceAsked(turn, ticket)
                ? new ChangePlan.Ask(CommentTicket.Offer(turn, opened, note, Texts.TicketIsClosed))
                : Cancel(turn, ticket, null, note) with
                {
                    IsAlreadySo = true,
                    AlreadySo = Texts.TicketIsClosed,
                };
        }

        var reasons = await ReasonsAsync(cancellationToken);
        if (!turn.IsSubmission)
            return new ChangePlan.Ask(new BotResponse.OpenForm(FormOf(turn, ticket, reasons)));
        if (CloseReasons.TryFind(reasons, turn.Arguments[ArgumentNames.Reason], out var reason))
            return Cancel(turn, ticket, reason, note);
        var again = FormOf(turn, ticket, reasons) with { Errors = CloseReasons.NotChosen(ArgumentNames.Reason) };
        return new ChangePlan.Ask(new BotResponse.FormErrors(again));
    }

    private ChangePlan.Do Cancel(Turn turn, Ticket ticket, CloseReason? reason, string? note)
    {
        var done = new Change(who => (note is null ? Texts.Canceled : Texts.CanceledWithNote).With(who))
        {
            Before = TicketBefore.StepOf(ticket),
            News = NewsKind.Canceled,
            Note = note,
        };
        return ChangePlan.Do.Always(done, token => tickets.CancelAsync(ticket.Id, reason?.Id, token)) with
        {
            First = CommentTicket.Writing(activities, turn, ticket, note),
        };
    }

    /// <inheritdoc />
    public async Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken) =>
        FormOf(turn, null, await ReasonsAsync(cancellationToken));

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) =>
        FormRules.Check(answers).Chosen(ArgumentNames.Reason).AtMost(ArgumentNames.Note, CommentTicket.MaxLength).Errors;

    private static Form FormOf(Turn turn, Ticket? ticket, IReadOnlyList<CloseReason> reasons)
    {
        var form = TicketForm.Of(
            turn,
            ticket,
            Verbs.CancelTicket,
            Texts.FormCancelTitle,
            Texts.ActionCancel,
            new Field.Choice(ArgumentNames.Reason, Texts.FieldReason, [.. reasons.Select(r => new Option(r.Id.ToString(), r.Name))])
            {
                IsRequired = true,
                Value = CloseReasons.Meant(reasons, turn.Arguments[ArgumentNames.Reason])?.Id.ToString(),
            },
            new Field.Text(ArgumentNames.Note, Texts.FieldCancelNote)
            {
                IsMultiline = true,
                MaxLength = CommentTicket.MaxLength,
                Hint = Texts.FieldResolutionNoteHint,
                Value = turn.Arguments[ArgumentNames.Note],
            }
        );
        var question = Texts.FormCancelIntroduction;
        return form with { Introduction = form.Introduction is { } title ? $"{title} – {question}" : question };
    }

    private async Task<IReadOnlyList<CloseReason>> ReasonsAsync(CancellationToken cancellationToken) =>
        CloseReasons.Of(await lookups.CloseReasonsAsync(cancellationToken), cancel: true);
}
