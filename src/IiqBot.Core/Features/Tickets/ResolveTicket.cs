using IiqBot.Core.Dispatch;
using IiqBot.Core.Forms;
using IiqBot.Core.Identity;
using IiqBot.Core.Parsing;
using IiqBot.Core.Requests;
using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>A technician resolves a ticket, with a note to the requester and a reason.</summary>
public sealed class ResolveTicket(TicketDesk desk, ITickets tickets, IActivities activities, ILookups lookups) : IFormHandler
{
    /// <summary>The verb.</summary>
    public const string Verb = "ticket.resolve";

    private const string Note = "note";
    private const string Reason = "reason";

    /// <inheritdoc />
    public static Route Route { get; } = new(Verb, Access.Agent)
    {
        Aliases = ["resolve", "close", "done", "finish"],
        Line = new(new LinePart.Filler("ticket"), new LinePart.Ticket(TicketArguments.Ticket), new LinePart.Rest(Note)),
        Usage = () => new(Texts.UsageResolve, Texts.MeaningResolve),
        Writes = true,
    };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var (opened, instead) = await desk.OpenToChangeAsync(turn, cancellationToken, ticket => FormOfAsync(turn, ticket, cancellationToken));
        if (opened is null) return instead!;
        if (!opened.Rights.CanWork) return await desk.NotAllowedAsync(turn, opened, Texts.RefusedNotAgent, cancellationToken);
        if (opened.Ticket.IsClosed) return await desk.NotAllowedAsync(turn, opened, Texts.TicketIsClosed, cancellationToken);
        var note = turn.Arguments[Note];
        if (!turn.IsSubmission && note is null) return new BotResponse.OpenForm(await FormOfAsync(turn, opened.Ticket, cancellationToken));

        var reasons = await ReasonsAsync(cancellationToken);
        if (!CloseReasons.TryFind(reasons, turn.Arguments[Reason], out var reason))
            return new BotResponse.FormErrors(await FormOfAsync(turn, opened.Ticket, cancellationToken) with { Errors = CloseReasons.NotChosen(Reason) });
        if (note is not null) await activities.AddCommentAsync(opened.Ticket.Id, CommentTicket.Written(turn, note, isPublic: true), cancellationToken);
        await tickets.CloseAsync(opened.Ticket.Id, reason?.Id, cancellationToken);
        return await desk.ShowChangedAsync(
            turn, opened, who => (note is null ? Texts.Resolved : Texts.ResolvedWithNote).With(who), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Form> FormAsync(Turn turn, CancellationToken cancellationToken) => await FormOfAsync(turn, null, cancellationToken);

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Validate(Arguments answers) =>
        FormRules.Check(answers).AtMost(Note, CommentTicket.MaxLength).Chosen(Reason).Errors;

    private async Task<Form> FormOfAsync(Turn turn, Ticket? ticket, CancellationToken cancellationToken)
    {
        var reasons = await ReasonsAsync(cancellationToken);
        return new()
        {
            Verb = Verb,
            Title = Texts.FormResolveTitle,
            Submit = Texts.ActionResolve,
            InstanceId = Form.InstanceOf(turn.Arguments),
            Hidden = ticket is null ? FormState.TicketOf(turn.Arguments) : TicketArguments.For(ticket),
            Back = FormState.BackTo(ticket is null ? turn.Arguments : TicketArguments.For(ticket)),
            Introduction = ticket is null ? null : TicketCard.MinimumTitleOf(ticket),
            Fields =
            [
                new Field.Text(Note, Texts.FieldResolutionNote)
                {
                    IsMultiline = true, MaxLength = CommentTicket.MaxLength, Hint = Texts.FieldResolutionNoteHint, Value = turn.Arguments[Note],
                },
                new Field.Choice(Reason, Texts.FieldReason, [.. reasons.Select(r => new Option(r.Id.ToString(), r.Name))])
                {
                    IsRequired = true, Value = turn.Arguments[Reason] ?? reasons.FirstOrDefault()?.Id.ToString(),
                },
            ],
        };
    }

    private async Task<IReadOnlyList<CloseReason>> ReasonsAsync(CancellationToken cancellationToken) =>
        CloseReasons.Of(await lookups.CloseReasonsAsync(cancellationToken), cancel: false);
}
