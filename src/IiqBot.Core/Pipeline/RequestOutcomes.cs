using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.IncidentIq;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Pipeline;

/// <summary>
/// Records the result of a stored request: it is done, waits, or failed. If saving fails, a completed request never looks failed: it stays
/// open, and a worker runs it again later. Handlers are idempotent, so nothing happens twice.
/// </summary>
public sealed partial class RequestOutcomes(
    IInbox inbox,
    IPostedCards cards,
    Sendings sendings,
    TicketNotices notices,
    FailureLog failures,
    TimeProvider time,
    ILogger<RequestOutcomes> logger
)
{
    /// <summary>The longest time that a request waits: over a long weekend. After that, people get back what they wrote.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(72);

    private const int MostCards = 500;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    /// <summary>Ends a request with its answer. If the answer is a form, asks the person instead.</summary>
    /// <returns>The answer to show.</returns>
    public async Task<BotResponse> EndAsync(Accepted accepted, WorkItem work, BotResponse answer)
    {
        var form = (answer as BotResponse.OpenForm)?.Form ?? (answer as BotResponse.FormErrors)?.Form;
        if (form is null)
        {
            if (work.State == WorkState.Waiting && answer is BotResponse.Toast toast)
                answer = new BotResponse.Reply(WaitingTexts.Said(toast.Text)) { IsPrivate = true, IsRefusal = toast.IsRefusal };
            await SettleAsync(FinishAsync(accepted, work, answer, answer.IsRefusal ? AuditOutcome.Refused : AuditOutcome.Done), work);
        }
        else if (work.State == WorkState.Waiting)
        {
            // Nobody is there to fill in the form now. The card that said that the request waits asks instead.
            answer = new BotResponse.Reply(WaitingTexts.Question(work, form)) { IsPrivate = true };
            await SettleAsync(inbox.FinishAsync(work, answer, new([], null), CancellationToken.None), work);
        }
        else
        {
            await SettleAsync(inbox.ForgetAsync(work, null, CancellationToken.None), work);
        }

        return answer;
    }

    /// <summary>
    /// Saves a request for later. A request that has waited too long ends instead, and the person gets back what they wrote.
    /// </summary>
    /// <param name="accepted">The request.</param>
    /// <param name="work">The stored request.</param>
    /// <param name="exception">Why it cannot run now; null if other requests come first.</param>
    public async Task<BotResponse> KeepAsync(Accepted accepted, WorkItem work, Exception? exception)
    {
        if (exception is not (null or StorageUnavailableException) && time.GetUtcNow() - work.ReceivedAt > LongestWait)
            return await GiveBackAsync(accepted, work, exception);
        var wait = (exception as IncidentIqException)?.RetryAfter ?? Outage.Pause(FirstPause, LongestPause, work.Attempts);
        Log.Kept(logger, work.Reference, work.Request.Verb, exception is null ? "others wait" : FailureTexts.Cause(exception));
        // If even that cannot be saved, a worker takes the request over later and continues it.
        var fault = await SettleAsync(inbox.KeepAsync(work, time.GetUtcNow() + wait, CancellationToken.None), work);
        return Waiting(work, fault ?? exception);
    }

    /// <summary>
    /// Ends a request that failed. A repeat from the platform gets the same answer, because the person was told that nothing was done. The
    /// person may send a returned form again.
    /// </summary>
    /// <returns>The answer to show. If it could not be saved, another answer, because the request will still run.</returns>
    public async Task<BotResponse> FailAsync(Accepted accepted, WorkItem work, BotResponse answer, Exception exception, string reference)
    {
        var isUnknown = FailureTexts.IsOutcomeUnknown(exception);
        var audit = Audit(accepted, work, null, isUnknown ? AuditOutcome.Unknown : AuditOutcome.Failed, reference);

        // As in EndAsync: nobody is there to get the form back, so the card that said that the request waits asks instead, unless a second
        // submission could do it twice.
        if (work.State == WorkState.Waiting && answer is BotResponse.FormErrors { Form: var form })
            answer = new BotResponse.Reply(
                isUnknown ? WaitingTexts.GivenBack(work, mayHaveBeenSent: true) : WaitingTexts.Question(work, form)
            )
            {
                IsPrivate = true,
            };
        answer = answer with { IsFailure = true };
        var storing =
            answer is BotResponse.FormErrors
                ? inbox.ForgetAsync(work, audit, CancellationToken.None)
                : inbox.FinishAsync(work, answer, new([], audit), CancellationToken.None);
        return await SettleAsync(storing, work) is { } fault ? Waiting(work, fault) : answer;
    }

    /// <summary>Hands a request back that this process cannot finish because the host is stopping.</summary>
    public Task HandBackAsync(WorkItem work) => SettleAsync(inbox.HandBackAsync(work, CancellationToken.None), work);

    /// <summary>The answer that says that a request waits.</summary>
    public static BotResponse.Reply Waiting(WorkItem work, Exception? exception) =>
        new(WaitingTexts.Card(work, exception)) { IsPrivate = true, IsKept = true };

    private async Task<BotResponse> GiveBackAsync(Accepted accepted, WorkItem work, Exception exception)
    {
        failures.Add(work.Request.Actor.Platform, accepted.KnownVerb, FailureTexts.Cause(exception), work.Reference);
        Log.GivenBack(logger, work.Reference, work.Request.Verb, FailureTexts.Cause(exception));
        BotResponse answer = Waiting(work, exception);
        return await SettleAsync(StoreAsync(), work) is { } fault ? Waiting(work, fault) : answer;

        async Task StoreAsync()
        {
            var maybe = await sendings.MayHaveBeenSentAsync(work, CancellationToken.None);
            answer = new BotResponse.Reply(WaitingTexts.GivenBack(work, maybe)) { IsPrivate = true };
            await FinishAsync(accepted, work, answer, maybe ? AuditOutcome.Unknown : AuditOutcome.Failed);
        }
    }

    private async Task FinishAsync(Accepted accepted, WorkItem work, BotResponse answer, AuditOutcome outcome)
    {
        var ticket = answer.ShownCard?.Ticket;
        var others = ticket is null || answer.IsRefusal ? [] : await OthersAsync(ticket, work);
        await inbox.FinishAsync(
            work,
            answer,
            new(
                [.. others, .. SharedOf(work, answer), .. await notices.OfAsync(work, accepted.Trail.News)],
                Audit(accepted, work, ticket?.TicketId, outcome, work.Reference)
            ),
            CancellationToken.None
        );
    }

    private IEnumerable<Delivery> SharedOf(WorkItem work, BotResponse answer)
    {
        if (answer is not BotResponse.Reply { Shared: { } shared } || work.Request.Conversation.IsOneToOne)
            yield break;
        var now = time.GetUtcNow();
        yield return new Delivery.Post(shared)
        {
            Key = $"shared:{work.Id}",
            To = work.Request.Conversation,
            Due = now,
            Reference = work.Reference,
            CreatedAt = now,
        };
    }

    // The cards come newest first, and an earlier due time keeps that order. If there is a notice that the request waited, the answer
    // replaces the notice. The card with the pressed button is then one of the other cards.
    private async Task<IReadOnlyList<Delivery>> OthersAsync(TicketVersion ticket, WorkItem work)
    {
        var (now, answered) = (time.GetUtcNow(), work.Shown?.MessageId ?? work.Request.MessageId);
        return
        [
            .. (await cards.OfTicketAsync(ticket.TicketId, MostCards, CancellationToken.None))
                .Where(card => card.Message.MessageId != answered && card.Version != ticket.Version)
                .Select((card, place) => Delivery.Redraw.Of(card, now - TimeSpan.FromTicks(MostCards - place))),
        ];
    }

    private AuditEntry Audit(Accepted accepted, WorkItem work, Guid? shown, AuditOutcome outcome, string reference)
    {
        var (request, trail) = (work.Request, accepted.Trail);
        return new(
            time.GetUtcNow(),
            request.Actor,
            trail.PersonId,
            request.Verb!,
            shown ?? trail.TicketId ?? request.Arguments.Id(TicketArguments.Ticket),
            request.Conversation,
            outcome,
            reference
        );
    }

    private async Task<StorageUnavailableException?> SettleAsync(Task storing, WorkItem work)
    {
        try
        {
            await storing;
            return null;
        }
        catch (Exception exception)
        {
            // No exception here says anything about whether the request ran.
            Log.NotWrittenDown(logger, work.Reference, exception);
            return exception as StorageUnavailableException ?? new(exception.GetType().Name, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Saving request {Reference} ({Verb}) to run it later: {Cause}")]
        public static partial void Kept(ILogger logger, string reference, string? verb, string cause);

        [LoggerMessage(
            2,
            LogLevel.Error,
            "Could not record how far request {Reference} came; the bot will take it up again and do nothing twice"
        )]
        public static partial void NotWrittenDown(ILogger logger, string reference, Exception exception);

        [LoggerMessage(3, LogLevel.Error, "Request {Reference} ({Verb}) waited too long; the bot returns it to the person: {Cause}")]
        public static partial void GivenBack(ILogger logger, string reference, string? verb, string cause);
    }
}
