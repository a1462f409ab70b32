using IiqBot.Core.Durability;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Features.Changes;

/// <summary>Resolves a ticket with a reason and a note to the requester. For technicians.</summary>
public sealed partial class ResolveTicket(
    ChangeRunner changes,
    ChangeAnswer answers,
    TicketDesk desk,
    ITickets tickets,
    IActivities activities,
    ILookups lookups,
    FailureLog failures,
    ILogger<ResolveTicket> logger
) : IFormHandler
{
    private const string Reason = "reason";
    private const string Added = "added";

    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.ResolveTicket, Access.Agent)
        {
            Aliases = ["resolve", "close", "done", "finish", "cierra", "cerrar", "resuelve"],
            Line = new(
                new LinePart.Filler("ticket"),
                new LinePart.Ticket(TicketArguments.Ticket),
                new LinePart.Rest(ArgumentNames.Note) { Kind = RestKind.Note }
            ),
            Usage = () => new(Texts.UsageResolve, Texts.MeaningResolve),
            Button = () => Texts.ActionResolve,
            Writes = true,
            AsksFor = ArgumentNames.Note,
        };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var reasons = await ReasonsAsync(cancellationToken);
        return await changes.OpenAsync(
            turn,
            ticket => Task.FromResult(FormOf(turn, ticket, reasons)),
            opened => ResolveAsync(turn, opened, reasons, cancellationToken),
            cancellationToken
        );
    }

    // This change has two steps, may fail after the first, and must not lose the note. So it repeats the steps of ChangeRunner by
    // hand.
    private async Task<BotResponse> ResolveAsync(
        Turn turn,
        OpenedTicket opened,
        IReadOnlyList<CloseReason> reasons,
        CancellationToken cancellationToken
    )
    {
        if (!opened.Rights.CanWork)
            return await NotPossibleAsync(turn, opened, Texts.RefusedNotAgent, cancellationToken);
        var note = turn.Arguments[ArgumentNames.Note];
        var done = new Change(who => (note is null ? Texts.Resolved : Texts.ResolvedWithNote).With(who))
        {
            Before = TicketBefore.StepOf(opened.Ticket),
            News = NewsKind.Resolved,
            Note = note,
        };
        if (opened.Ticket.IsClosed && turn.IsRetry)
            return await answers.ShowAsync(turn, opened, done with { Before = null }, cancellationToken);
        if (opened.Ticket.IsClosed)
            return await NotPossibleAsync(turn, opened, Texts.TicketIsClosed, cancellationToken);
        if (await changes.OvertakenAsync(turn, opened, cancellationToken) is { } overtaken)
            return await NotPossibleAsync(turn, opened, overtaken, cancellationToken);
        if (note?.Length > CommentTicket.MaxLength)
            return FormRules.TooLong(FormOf(turn, opened.Ticket, reasons), ArgumentNames.Note, CommentTicket.MaxLength, note);
        if (!turn.IsSubmission && note is null)
            return new BotResponse.OpenForm(FormOf(turn, opened.Ticket, reasons));
        if (!CloseReasons.TryFind(reasons, turn.Arguments[Reason], out var reason))
            return new BotResponse.FormErrors(FormOf(turn, opened.Ticket, reasons) with { Errors = CloseReasons.NotChosen(Reason) });

        if (note is not null)
            await activities.AddCommentAsync(opened.Ticket.Id, CommentTicket.Written(turn, note, isPublic: true), cancellationToken);
        try
        {
            await tickets.CloseAsync(opened.Ticket.Id, reason?.Id, cancellationToken);
        }
        catch (Exception exception) when (note is not null && exception is IncidentIqException or OperationCanceledException)
        {
            return HalfDone(turn, note!, FormOf(turn, opened.Ticket, reasons), exception);
        }

        return await answers.ShowAsync(turn, opened, done, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken) =>
        FormOf(turn, null, await ReasonsAsync(cancellationToken));

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) =>
        FormRules.Check(answers).AtMost(ArgumentNames.Note, CommentTicket.MaxLength).Chosen(Reason).Errors;

    private async Task<BotResponse> NotPossibleAsync(Turn turn, OpenedTicket opened, string why, CancellationToken cancellationToken) =>
        turn.Arguments[ArgumentNames.Note] is { } note && turn.Arguments.Id(Added) != CommentTicket.Written(turn, note, isPublic: true).Id
            ? CommentTicket.Offer(turn, opened, note, why)
            : await desk.NotAllowedAsync(turn, opened, why, cancellationToken);

    // The note is saved but the ticket is still open. If the person sends the form again with the same text, no second note is
    // added.
    private BotResponse.FormErrors HalfDone(Turn turn, string note, Form form, Exception exception)
    {
        var entry = failures.Add(turn.Request.Actor.Platform, Verbs.ResolveTicket, FailureTexts.Cause(exception));
        Log.HalfDone(logger, entry.Reference, entry.Cause);
        var sentence = $"{Texts.ResolveHalfDone} {FailureTexts.Sentence(exception, writes: true, entry.Reference)}";
        return new(
            form with
            {
                InstanceId = Form.InstanceOf(turn.Request),
                Hidden = form.Hidden.With(Added, CommentTicket.Written(turn, note, isPublic: true).Id),
                Errors = Form.FailedAs(sentence),
            }
        );
    }

    private static Form FormOf(Turn turn, Ticket? ticket, IReadOnlyList<CloseReason> reasons) =>
        TicketForm.Of(
            turn,
            ticket,
            Verbs.ResolveTicket,
            Texts.FormResolveTitle,
            Texts.ActionResolve,
            new Field.Text(ArgumentNames.Note, Texts.FieldResolutionNote)
            {
                IsMultiline = true,
                MaxLength = CommentTicket.MaxLength,
                Hint = Texts.FieldResolutionNoteHint,
                Value = turn.Arguments[ArgumentNames.Note],
            },
            new Field.Choice(Reason, Texts.FieldReason, [.. reasons.Select(r => new Option(r.Id.ToString(), r.Name))])
            {
                IsRequired = true,
                Value = turn.Arguments[Reason] ?? reasons.FirstOrDefault()?.Id.ToString(),
            }
        );

    private async Task<IReadOnlyList<CloseReason>> ReasonsAsync(CancellationToken cancellationToken) =>
        CloseReasons.Of(await lookups.CloseReasonsAsync(cancellationToken), cancel: false);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Request {Reference} added a note but could not resolve its ticket: {Cause}")]
        public static partial void HalfDone(ILogger logger, string reference, string cause);
    }
}
