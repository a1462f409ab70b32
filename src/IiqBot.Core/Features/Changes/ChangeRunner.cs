using IiqBot.Core.Durability;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Changes;

/// <summary>
/// The steps of every change of a ticket: find it, check the asker's rights, check that nobody changed it since the asker saw it,
/// check whether it is already as requested, ask for what is missing, change it, and report. A handler supplies the rules and a plan.
/// </summary>
public sealed class ChangeRunner(TicketDesk desk, ChangesSinceSeen changes, RecentActs acts, ChangeAnswer answers, IHolds holds)
    : IAsyncDisposable
{
    private IAsyncDisposable? _hold;

    /// <summary>Changes the ticket of a request, or answers why not.</summary>
    /// <param name="turn">The request.</param>
    /// <param name="rules">Who may make the change.</param>
    /// <param name="plan">Decides what to do with the ticket.</param>
    /// <param name="cancellationToken">Cancels the reading and the change.</param>
    public Task<BotResponse> RunAsync(
        Turn turn,
        ChangeRules rules,
        Func<OpenedTicket, CancellationToken, Task<ChangePlan>> plan,
        CancellationToken cancellationToken
    ) =>
        OpenAsync(
            turn,
            rules.Again,
            async opened =>
                rules.WhyNot(opened) is { } why
                    ? await desk.NotAllowedAsync(turn, opened, why, cancellationToken)
                    : await FollowAsync(turn, opened, await plan(opened, cancellationToken), cancellationToken),
            cancellationToken
        );

    /// <summary>The same for a plan that looks nothing up.</summary>
    public Task<BotResponse> RunAsync(
        Turn turn,
        ChangeRules rules,
        Func<OpenedTicket, ChangePlan> plan,
        CancellationToken cancellationToken
    ) => RunAsync(turn, rules, (opened, _) => Task.FromResult(plan(opened)), cancellationToken);

    /// <summary>
    /// Opens the ticket for a change. If somebody else changed it since the asker's card was drawn (status, assignee or another
    /// field), nothing is changed: the answer shows the ticket as it is now, and who changed what. The ticket stays locked against
    /// other changes through the bot until the request ends. For a retry, <see cref="OvertakenAsync"/> makes this check instead,
    /// after it is known that the ticket is not yet as requested.
    /// </summary>
    /// <param name="turn">The request.</param>
    /// <param name="again">The form to show again, so that the typed text is not lost; null if there is none.</param>
    /// <param name="next">Continues with the ticket.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<BotResponse> OpenAsync(
        Turn turn,
        Func<Ticket, Task<Form>>? again,
        Func<OpenedTicket, Task<BotResponse>> next,
        CancellationToken cancellationToken
    )
    {
        if (await desk.OpenAsync(turn, cancellationToken) is not { } opened)
            return TicketDesk.NotFound(turn);
        _hold ??= await holds.HoldAsync($"ticket:{opened.Ticket.Id}", cancellationToken);
        if (await acts.ChangedSinceAsync(opened.Ticket, cancellationToken))
        {
            // Another request changed the ticket while this one waited for the lock.
            var arguments = turn.Arguments.With(TicketArguments.Ticket, opened.Ticket.Id);
            var known = turn with { Request = turn.Request with { Arguments = arguments } };
            if (await desk.OpenAsync(known, cancellationToken) is not { } current)
                return TicketDesk.NotFound(turn);
            opened = current;
        }

        if (turn.IsRetry || await changes.TellAsync(turn, opened, cancellationToken) is not { } changed)
            return await next(opened);
        var told = Texts.ChangedSince.With(changed);
        return turn.IsSubmission && again is not null
            ? new BotResponse.FormErrors(await again(opened.Ticket) with { Errors = Form.FailedAs(told) })
            : await desk.ShowUnchangedAsync(turn, opened, told, cancellationToken);
    }

    /// <summary>
    /// Returns what others changed before a retry, in sentences; null if nothing, or at the first try. An earlier attempt may have
    /// made the change, and somebody may have changed it again. So such a retry does nothing, to keep the later work.
    /// </summary>
    public async Task<string?> OvertakenAsync(Turn turn, OpenedTicket opened, CancellationToken cancellationToken) =>
        turn.IsRetry && await changes.TellAsync(turn, opened, cancellationToken) is { } changed
            ? Texts.ChangedMeanwhileLeft.With(changed)
            : null;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _hold?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<BotResponse> FollowAsync(Turn turn, OpenedTicket opened, ChangePlan plan, CancellationToken cancellationToken)
    {
        if (plan is ChangePlan.Ask ask)
            return ask.Response;
        if (plan is ChangePlan.Refuse refuse)
            return await desk.NotAllowedAsync(turn, opened, refuse.Why, cancellationToken);
        if (plan is ChangePlan.Do { IsAlreadySo: true } already)
            return await AlreadySoAsync(turn, opened, already, cancellationToken);
        if (await OvertakenAsync(turn, opened, cancellationToken) is { } overtaken)
            return await desk.ShowUnchangedAsync(turn, opened, overtaken, cancellationToken);
        if (plan is ChangePlan.Instead instead)
            return await instead.Answer(cancellationToken);

        var change = (ChangePlan.Do)plan;
        if (change.First is { } first)
            await first(cancellationToken);
        return await change.Act(cancellationToken)
            ? await answers.ShowAsync(turn, opened, change.Change, cancellationToken)
            : await AlreadySoAsync(turn, opened, change, cancellationToken);
    }

    // An earlier attempt may have made the change and crashed before it answered. The retry then reports the change as done.
    private async Task<BotResponse> AlreadySoAsync(Turn turn, OpenedTicket opened, ChangePlan.Do plan, CancellationToken cancellationToken)
    {
        if (!turn.IsRetry && plan.AlreadySo is { } why)
            return await desk.NotAllowedAsync(turn, opened, why, cancellationToken);
        if (turn.IsRetry && plan.First is { } first)
            await first(cancellationToken);
        return await answers.ShowAsync(turn, opened, plan.Change with { Before = null }, cancellationToken);
    }
}
