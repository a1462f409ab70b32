using IiqBot.Core.Durability;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Changes;

/// <summary>Withdraws a ticket: requesters their own, technicians any. Asks once more, with the reason.</summary>
public sealed class CancelTicket(TicketDesk desk, ITickets tickets, IActivities activities, ILookups lookups) : IFormHandler
{
    /// <inheritdoc />
    public static Route Route { get; } = new(Verbs.CancelTicket, Access.Known)
    {
        Aliases = ["cancel", "withdraw", "cancela", "cancelar"],
        Line = new(new LinePart.Filler("ticket"), new LinePart.Ticket(TicketArguments.Ticket), new LinePart.Rest(ArgumentNames.Note) { Kind = RestKind.Note }),
        Usage = () => new(Texts.UsageCancel, Texts.MeaningCancel),
        Button = () => Texts.ActionCancel,
        Writes = true,
        AsksFor = ArgumentNames.Reason,
    };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var (opened, instead) = await desk.OpenToChangeAsync(turn, cancellationToken);
        if (opened is null) return instead!;
        var note = turn.Arguments[ArgumentNames.Note];
        var done = new Change(who => (note is null ? Texts.Canceled : Texts.CanceledWithNote).With(who))
        {
            Before = TicketBefore.StepOf(opened.Ticket), News = NewsKind.Canceled, Note = note,
        };
        if (opened.Ticket.IsClosed && !turn.IsRetry && note is not null) return CommentTicket.Offer(turn, opened, note, Texts.TicketIsClosed);
        if (opened.Ticket.IsClosed) return await desk.AlreadySoAsync(turn, opened, Texts.TicketIsClosed, done, cancellationToken);
        if (!opened.Rights.CanCancel) return await desk.NotAllowedAsync(turn, opened, Texts.RefusedNotOwn, cancellationToken);
        if (!turn.IsSubmission) return new BotResponse.OpenForm(await FormOfAsync(turn, opened.Ticket, cancellationToken));
        var reasons = await ReasonsAsync(cancellationToken);
        if (!CloseReasons.TryFind(reasons, turn.Arguments[ArgumentNames.Reason], out var reason))
            return new BotResponse.FormErrors(await FormOfAsync(turn, opened.Ticket, cancellationToken) with { Errors = CloseReasons.NotChosen(ArgumentNames.Reason) });
        if (await desk.StopOvertakenAsync(turn, opened, cancellationToken) is { } overtaken) return overtaken;
        if (note is not null) await activities.AddCommentAsync(opened.Ticket.Id, CommentTicket.Written(turn, note, isPublic: true), cancellationToken);
        await tickets.CancelAsync(opened.Ticket.Id, reason?.Id, cancellationToken);
        return await desk.ShowChangedAsync(turn, opened, done, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken) => await FormOfAsync(turn, null, cancellationToken);

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) => FormRules.Check(answers).Chosen(ArgumentNames.Reason).AtMost(ArgumentNames.Note, CommentTicket.MaxLength).Errors;

    private async Task<Form> FormOfAsync(Turn turn, Ticket? ticket, CancellationToken cancellationToken)
    {
        var reasons = await ReasonsAsync(cancellationToken);
        return new()
        {
            Verb = Verbs.CancelTicket,
            Title = Texts.FormCancelTitle,
            Submit = Texts.ActionCancel,
            InstanceId = Form.InstanceOf(turn.Arguments),
            Hidden = ticket is null ? FormState.TicketOf(turn.Arguments) : TicketArguments.For(ticket),
            Back = FormState.BackTo(ticket is null ? turn.Arguments : TicketArguments.For(ticket)),
            Introduction = ticket is null
                ? Texts.FormCancelIntroduction
                : $"{TicketCard.MinimumTitleOf(ticket)} – {Texts.FormCancelIntroduction}",
            Fields =
            [
                new Field.Choice(ArgumentNames.Reason, Texts.FieldReason, [.. reasons.Select(r => new Option(r.Id.ToString(), r.Name))])
                {
                    IsRequired = true, Value = CloseReasons.Meant(reasons, turn.Arguments[ArgumentNames.Reason])?.Id.ToString(),
                },
                new Field.Text(ArgumentNames.Note, Texts.FieldCancelNote)
                {
                    IsMultiline = true, MaxLength = CommentTicket.MaxLength, Hint = Texts.FieldResolutionNoteHint, Value = turn.Arguments[ArgumentNames.Note],
                },
            ],
        };
    }

    private async Task<IReadOnlyList<CloseReason>> ReasonsAsync(CancellationToken cancellationToken) =>
        CloseReasons.Of(await lookups.CloseReasonsAsync(cancellationToken), cancel: true);
}
