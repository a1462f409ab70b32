using IiqBot.Core.Durability;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Options;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// Reads the ticket a request is about, checks the asker's rights, and stops what was asked on the ground of a card
/// that is no longer true. Every feature that touches a ticket goes through it.
/// </summary>
public sealed class TicketDesk(
    ITickets tickets, ChangesSinceSeen changes, RecentActs acts, TicketCard cards, DoneCard done, HomeViewers homes, ILookups lookups, IHolds holds, TimeProvider time, IOptions<IncidentIqOptions> options)
    : IAsyncDisposable
{
    private IAsyncDisposable? _hold;

    /// <summary>
    /// The ticket that the arguments name; null when there is none or the asker may not know of it, which are the same to
    /// them.
    /// </summary>
    public async Task<OpenedTicket?> OpenAsync(Turn turn, CancellationToken cancellationToken)
    {
        var ticket = await FindAsync(turn, cancellationToken);
        if (ticket is null) return null;
        turn.Trail.TicketId = ticket.Id;
        var rights = RightsOf(turn, ticket);
        return rights.CanSee ? new(ticket, rights) : null;
    }

    /// <summary>What the asker may do with a ticket.</summary>
    public TicketRights RightsOf(Turn turn, Ticket ticket) =>
        TicketRights.Of(turn.Person, ticket, turn.IsOneToOne, options.Value.ProductsInForce);

    /// <summary>
    /// Opens the ticket to change it. When it moved on since the asker's card was drawn (another status, assignee or
    /// field, changed by somebody else), nothing may be done yet: the answer shows it as it is now, and who changed what. Until the
    /// end of the request nobody else changes it through the bot. A request that is tried again is not stopped here but by
    /// <see cref="StopOvertakenAsync"/>, once it is known that the ticket is not yet as was asked.
    /// </summary>
    /// <param name="turn">Who asks.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="again">The form to ask again, so that what was typed into it is not lost; null when there is none.</param>
    public async Task<(OpenedTicket? Opened, BotResponse? Instead)> OpenToChangeAsync(
        Turn turn, CancellationToken cancellationToken, Func<Ticket, Task<Form>>? again = null)
    {
        var opened = await OpenAsync(turn, cancellationToken);
        if (opened is null) return (null, NotFound(turn));
        _hold ??= await holds.HoldAsync($"ticket:{opened.Ticket.Id}", cancellationToken);
        if (await acts.ChangedSinceAsync(opened.Ticket, cancellationToken))
        {
            // Somebody else held it while this request read it.
            opened = await OpenAsync(turn with { Request = turn.Request with { Arguments = turn.Arguments.With(TicketArguments.Ticket, opened.Ticket.Id) } }, cancellationToken);
            if (opened is null) return (null, NotFound(turn));
        }

        if (turn.IsRetry || await changes.TellAsync(turn, opened, cancellationToken) is not { } changed) return (opened, null);
        var told = Texts.ChangedSince.With(changed);
        if (turn.IsSubmission && again is not null)
            return (null, new BotResponse.FormErrors(await again(opened.Ticket) with { Errors = Form.FailedAs(told) }));
        return (null, await ShowUnchangedAsync(turn, opened, told, cancellationToken));
    }

    /// <summary>
    /// What a request that is tried again finds changed, in sentences; null when nothing, or at the first try. An earlier attempt
    /// may have been carried out and changed again since, so nothing may be done: whoever acted later is not undone.
    /// </summary>
    public async Task<string?> OvertakenAsync(Turn turn, OpenedTicket opened, CancellationToken cancellationToken) =>
        turn.IsRetry && await changes.TellAsync(turn, opened, cancellationToken) is { } changed ? Texts.ChangedMeanwhileLeft.With(changed) : null;

    /// <summary>The answer to a request that is tried again after the ticket changed; null when it may be carried out.</summary>
    public async Task<BotResponse?> StopOvertakenAsync(Turn turn, OpenedTicket opened, CancellationToken cancellationToken) =>
        await OvertakenAsync(turn, opened, cancellationToken) is { } told ? await ShowUnchangedAsync(turn, opened, told, cancellationToken) : null;

    /// <summary>
    /// Shows a ticket after a change: reads it again, so that the card tells what Incident IQ made of it. A comment goes through
    /// whatever changed meanwhile, so what did is told with it.
    /// </summary>
    /// <param name="turn">Who changed it, and where.</param>
    /// <param name="before">The ticket as it was.</param>
    /// <param name="change">What was done.</param>
    /// <param name="cancellationToken">Ends the reading, not the answer.</param>
    public async Task<BotResponse> ShowChangedAsync(Turn turn, OpenedTicket before, Change change, CancellationToken cancellationToken)
    {
        if (change.News is { } kind) Tell(turn, before.Ticket, kind, change);
        var (text, sharedText) = (change.Say(turn.Person.Name), change.SayToAll(turn.Person.IsAgent ? turn.Person.Name : Texts.SomebodyName));
        var whatHappened = turn.IsOneToOne ? text : sharedText;
        var act = new TicketAct(before.Ticket.Id, text, sharedText, time.GetUtcNow()) { IsChange = change.IsChange, Before = change.Before, Told = turn.Trail.News is { } news ? [.. news.Hearers] : null };
        var (mayUndo, after) = (false, before.Ticket);
        var card = await done.DrawAsync(turn, before.Ticket, whatHappened, async () =>
        {
            var ticket = after = await tickets.GetAsync(before.Ticket.Id, cancellationToken);
            act = act with { At = ticket.Modified ?? act.At, State = change.IsChange ? TicketArguments.StateOf(ticket) : null };
            var opened = new OpenedTicket(ticket, RightsOf(turn, ticket));
            var notice = new CardElement.Notice(whatHappened, Tone.Good);
            if (!opened.Rights.CanSee)
                return Gone(ticket, whatHappened, notice);
            mayUndo = change.Before is { } undo && await HasWayBackAsync(ticket, undo, cancellationToken);
            CardElement.Notice[] notices = change.Reading is { } reading ? [notice, new CardElement.Notice(reading, Tone.Neutral)] : [notice];
            var meanwhile = change.IsChange || TicketArguments.SeenAt(turn.Arguments) is null ? null : await changes.TellAsync(turn, before, cancellationToken);
            return meanwhile is null
                ? await cards.DrawAsync(turn, opened, cancellationToken, notices)
                : await cards.DrawAsync(turn, opened, cancellationToken, [.. notices, new CardElement.Notice(Texts.ChangedMeanwhile.With(meanwhile), Tone.Warning)]);
        });
        await done.FollowAsync(turn, async () =>
        {
            await acts.AddAsync(turn, act);
            if (change.IsChange) homes.Changed(turn, before.Ticket, after);
        });
        return new BotResponse.ReplaceCard(mayUndo ? UndoOffer.On(card, act, time.GetUtcNow()) : card);
    }

    /// <summary>Has others told what was done, once that is written down.</summary>
    public static void Tell(Turn turn, Ticket ticket, NewsKind kind, Change? change = null) =>
        turn.Trail.News = new(kind, ticket.Id, turn.Person.Id, turn.Person.Name)
        {
            Words = change?.Words,
            Note = change?.Note,
            RequesterId = ticket.Requester?.Id,
            AssigneeId = ticket.Assignee?.Id,
            NewAssigneeId = change?.AssignedTo,
            Told = change?.Told,
        };

    /// <summary>
    /// The answer when the ticket already is as was asked. An earlier attempt of the same request, which died before it could
    /// answer, may have made it so; then it is shown as done.
    /// </summary>
    public Task<BotResponse> AlreadySoAsync(Turn turn, OpenedTicket opened, string why, Change change, CancellationToken cancellationToken) =>
        turn.IsRetry ? ShowChangedAsync(turn, opened, change with { Before = null }, cancellationToken) : NotAllowedAsync(turn, opened, why, cancellationToken);

    // It stays that ticket's card, so that it takes the place of what everybody saw of it.
    private static Card Gone(Ticket ticket, string whatHappened, CardElement.Notice notice) => new()
    {
        Title = Texts.TicketGoneTitle,
        Summary = whatHappened,
        Body = [notice, new CardElement.Paragraph(Texts.TicketGone)],
        Actions = WayOn,
        Ticket = new(ticket.Id, TicketArguments.VersionOf(ticket)),
    };

    /// <summary>Whether what was before can be restored: a workflow need not lead back to where the ticket came from.</summary>
    internal async Task<bool> HasWayBackAsync(Ticket ticket, TicketBefore before, CancellationToken cancellationToken) =>
        before.StepId is not { } back
        || ticket.Step is { } step && (await lookups.NextStepsAsync(step.Id, cancellationToken)).Any(next => next.Id == back);

    private static CardAction[] WayOn =>
    [
        new CardAction.Press(Texts.ActionMyTickets, Verbs.MyTickets, Arguments.None),
        new CardAction.Press(Texts.ActionSearch, Verbs.SearchTickets, Arguments.None),
        new CardAction.Press(Texts.ActionHelp, Verbs.Help, Arguments.None),
    ];

    /// <summary>The answer when the ticket is not there, or not theirs to know of.</summary>
    public static BotResponse NotFound(Turn turn)
    {
        var asked = turn.Arguments[TicketArguments.Ticket];
        var text = asked is null ? Texts.TicketWhich : Texts.TicketNotFound;

        // "The projector from 2019 is dead" and "asset CB-1234 is broken" name no ticket: the sentence is not lost.
        var isReport = turn.Arguments.Flag(TicketReference.Mentioned) || asked?.Any(char.IsAsciiLetter) == true;
        CardAction[] file = isReport && turn.Request.Text is { Length: > 0 } sentence && sentence.Contains(' ', StringComparison.Ordinal)
            ? [new CardAction.Press(Texts.ActionFileThis, Verbs.FileTicket, Arguments.Of(ArgumentNames.Text, sentence)) { Prominence = Prominence.Primary }]
            : [];
        return new BotResponse.Reply(new Card
        {
            Title = asked is null ? Texts.TicketWhichTitle : Texts.TicketNotFoundTitle,
            Summary = text,
            Body = [new CardElement.Paragraph(text)],
            Actions = [.. file, .. WayOn],
        })
        {
            IsPrivate = true,
            IsRefusal = true,
        };
    }

    /// <summary>
    /// The answer to somebody who sees the ticket but may not do this to it. Where others read along, their card stays as it
    /// is.
    /// </summary>
    public async Task<BotResponse> NotAllowedAsync(Turn turn, OpenedTicket opened, string why, CancellationToken cancellationToken) =>
        turn.IsOneToOne
            ? await ShowUnchangedAsync(turn, opened, why, cancellationToken)
            : new BotResponse.Toast(why) { IsRefusal = true };

    /// <summary>Shows the ticket unchanged, with a question and its answers as buttons in front of the others.</summary>
    public async Task<BotResponse> AskAsync(
        Turn turn, OpenedTicket opened, string question, IReadOnlyList<CardAction> answers, CancellationToken cancellationToken)
    {
        var card = await cards.DrawAsync(turn, opened, cancellationToken, new CardElement.Notice(question, Tone.Warning));
        var others = card.Actions.Select(action => action with { Prominence = Prominence.Overflow });
        return new BotResponse.ReplaceCard(card with { Actions = [.. answers, .. others] }) { IsRefusal = true };
    }

    private async Task<BotResponse> ShowUnchangedAsync(Turn turn, OpenedTicket opened, string why, CancellationToken cancellationToken) =>
        new BotResponse.ReplaceCard(await cards.DrawAsync(turn, opened, cancellationToken, new CardElement.Notice(why, Tone.Warning))) { IsRefusal = true };

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _hold?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<Ticket?> FindAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Arguments.Id(TicketArguments.Ticket) is { } id)
        {
            try
            {
                return await tickets.GetAsync(id, cancellationToken);
            }
            catch (IncidentIqException exception) when (exception.Failure == IncidentIqFailure.NotFound)
            {
                return null;
            }
        }

        return turn.Arguments[TicketArguments.Ticket] is { } number
            ? await tickets.FindByNumberAsync(number, cancellationToken)
            : null;
    }
}
