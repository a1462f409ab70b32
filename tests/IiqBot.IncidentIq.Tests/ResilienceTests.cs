using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tests.Scripted;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.IncidentIq.Tests;

public sealed class ResilienceTests : IDisposable
{
    private readonly ScriptedClient _client = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_read_is_tried_three_times_with_growing_pauses()
    {
        _client.Site.On(
            $"GET {Ids.TicketPath}",
            Reply.Empty(503),
            Reply.Breaks(HttpRequestError.ResponseEnded),
            Reply.Ok($""" "Item":{Ids.TicketJson()} """)
        );
        using var tally = CallTally.Start();
        await _client.Lookups.SiteAsync(Cancel);

        Assert.Equal(Ids.Ticket, (await _client.Tickets.GetAsync(Ids.Ticket, Cancel)).Id);
        Assert.Equal(2, _client.Time.Waits.Count);
        Assert.All(_client.Time.Waits, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(3)));
        Assert.Equal(4, tally.Count);
    }

    [Fact]
    public async Task After_three_attempts_the_last_failure_is_reported()
    {
        _client.Site.On($"GET {Ids.TicketPath}", Reply.Empty(500));
        Assert.Equal(IncidentIqFailure.ServerFailed, (await FailAsync(() => _client.Tickets.GetAsync(Ids.Ticket, Cancel))).Failure);
        Assert.Equal(3, _client.Site.Calls.Count);
    }

    [Fact]
    public async Task A_search_is_retried_although_it_is_a_POST()
    {
        _client.Site.On("POST /api/v1.0/tickets", Reply.Empty(502), Reply.Ok(""" "Items":[] """));
        Assert.Empty((await _client.Tickets.QueryAsync(new(), Cancel)).Items);
        Assert.Equal(2, _client.Site.Calls.Count);
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(502, true)]
    [InlineData(429, false)]
    [InlineData(400, false)]
    public async Task A_creation_is_never_retried(int status, bool outcomeUnknown)
    {
        _client.Site.On("POST /api/v1.0/tickets/new", Reply.Empty(status));
        var failure = await FailAsync(CreateAsync);
        Assert.Single(_client.Site.Calls);
        Assert.Equal(outcomeUnknown, failure.OutcomeUnknown);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, false)]
    [InlineData(HttpRequestError.NameResolutionError, false)]
    [InlineData(HttpRequestError.ResponseEnded, true)]
    [InlineData(HttpRequestError.Unknown, true)]
    public async Task A_creation_whose_connection_broke_may_have_been_done(HttpRequestError how, bool outcomeUnknown)
    {
        _client.Site.On("POST /api/v1.0/tickets/new", Reply.Breaks(how));
        var failure = await FailAsync(CreateAsync);
        Assert.Equal((IncidentIqFailure.Unreachable, outcomeUnknown), (failure.Failure, failure.OutcomeUnknown));
        Assert.Single(_client.Site.Calls);
    }

    [Fact]
    public async Task A_creation_answered_with_a_web_page_may_have_been_done()
    {
        _client.Site.On("POST /api/v1.0/tickets/new", Reply.Html(200));
        var failure = await FailAsync(CreateAsync);
        Assert.Equal((IncidentIqFailure.NotUnderstood, true), (failure.Failure, failure.OutcomeUnknown));
    }

    [Fact]
    public async Task A_creation_that_gets_no_answer_in_time_may_have_been_done()
    {
        _client.Site.On("POST /api/v1.0/tickets/new", Reply.Hangs());
        var failing = FailAsync(CreateAsync);
        await _client.Site.ArrivalAsync();
        _client.Time.Advance(TimeSpan.FromSeconds(41));

        var failure = await failing;
        Assert.Equal((IncidentIqFailure.TimedOut, true), (failure.Failure, failure.OutcomeUnknown));
        Assert.Single(_client.Site.Calls);
    }

    [Fact]
    public async Task A_comment_is_retried_with_the_same_id()
    {
        var id = Guid.NewGuid();
        _client.Site.On(
            $"POST {Ids.TicketPath}/activities/new",
            Reply.Breaks(HttpRequestError.ResponseEnded),
            Reply.Json(201, """{"StatusCode":201}""")
        );
        await _client.Activities.AddCommentAsync(
            Ids.Ticket,
            new()
            {
                Id = id,
                AuthorId = Ids.User,
                AuthorName = "A",
                Text = "B",
                IsPublic = true,
            },
            Cancel
        );

        Assert.Equal([id, id], _client.Site.Calls.Select(c => c.Json.GetProperty("TicketActivityId").GetGuid()));
    }

    [Fact]
    public async Task An_unknown_outcome_stays_unknown_if_a_later_attempt_fails_otherwise()
    {
        _client.Site.On(
            $"POST {Ids.TicketPath}/owner/{Ids.User}/for/{Ids.Other}",
            Reply.Breaks(HttpRequestError.ResponseEnded),
            Reply.Json(404, """{"StatusCode":404}""")
        );
        var failure = await FailAsync(() => _client.Tickets.SetOwnerAndRequesterAsync(Ids.Ticket, Ids.User, Ids.Other, Cancel));
        Assert.Equal((IncidentIqFailure.NotFound, true), (failure.Failure, failure.OutcomeUnknown));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_RetryAfter_that_fits_the_deadline_is_obeyed(bool inHeader)
    {
        _client.Site.On($"GET {Ids.TicketPath}", RateLimited(7, inHeader), Reply.Ok($""" "Item":{Ids.TicketJson()} """));
        using var deadline = CallDeadline.In(TimeSpan.FromSeconds(60), _client.Time);
        await _client.Tickets.GetAsync(Ids.Ticket, Cancel);
        Assert.Equal([TimeSpan.FromSeconds(7)], _client.Time.Waits);
    }

    [Theory]
    [InlineData(5, 30)]
    [InlineData(60, null)]
    public async Task A_RetryAfter_that_does_not_fit_fails_at_once(int retryAfter, int? waitedAlready)
    {
        _client.Site.On($"GET {Ids.TicketPath}", RateLimited(retryAfter, inHeader: false));
        await _client.Lookups.SiteAsync(Cancel);
        using var deadline = waitedAlready is null ? null : CallDeadline.In(TimeSpan.FromSeconds(waitedAlready.Value + 3), _client.Time);
        _client.Time.Advance(TimeSpan.FromSeconds(waitedAlready ?? 0));

        var failure = await FailAsync(() => _client.Tickets.GetAsync(Ids.Ticket, Cancel));
        Assert.Equal((IncidentIqFailure.RateLimited, TimeSpan.FromSeconds(retryAfter)), (failure.Failure, failure.RetryAfter));
        Assert.Single(_client.Site.Calls);
    }

    [Fact]
    public async Task A_deadline_ends_a_hanging_call_and_its_retries()
    {
        _client.Site.On($"GET {Ids.TicketPath}", Reply.Hangs());
        await _client.Lookups.SiteAsync(Cancel);
        using var deadline = CallDeadline.In(TimeSpan.FromSeconds(3), _client.Time);
        var failing = FailAsync(() => _client.Tickets.GetAsync(Ids.Ticket, Cancel));
        await _client.Site.ArrivalAsync();
        _client.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(IncidentIqFailure.TimedOut, (await failing).Failure);
        Assert.Single(_client.Site.Calls);
    }

    [Fact]
    public async Task A_refusal_with_a_RetryAfter_is_still_a_refusal()
    {
        _client.Site.On($"GET {Ids.TicketPath}", Reply.Json(400, """{"StatusCode":400,"RetryAfter":1}"""));
        Assert.Equal(IncidentIqFailure.Invalid, (await FailAsync(() => _client.Tickets.GetAsync(Ids.Ticket, Cancel))).Failure);
        Assert.Single(_client.Site.Calls);
    }

    [Fact]
    public async Task The_callers_cancellation_ends_a_call_as_a_cancellation()
    {
        _client.Site.On($"GET {Ids.TicketPath}", Reply.Hangs());
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var reading = _client.Tickets.GetAsync(Ids.Ticket, caller.Token);
        await _client.Site.ArrivalAsync();
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Single(_client.Site.Calls);
    }

    [Fact]
    public async Task The_circuit_breaker_opens_for_a_dead_server_and_closes_when_it_recovers()
    {
        _client.Site.On($"GET {Ids.TicketPath}", Reply.Breaks(HttpRequestError.ConnectionError));
        await _client.Lookups.SiteAsync(Cancel);
        for (var i = 0; i < 5; i++)
            await FailAsync(() => _client.Tickets.GetAsync(Ids.Ticket, Cancel));

        var before = _client.Site.Calls.Count;
        var failure = await FailAsync(() => _client.Tickets.GetAsync(Ids.Ticket, Cancel));
        Assert.Equal(IncidentIqFailure.Unreachable, failure.Failure);
        Assert.Equal(before, _client.Site.Calls.Count);

        _client.Site.On($"GET {Ids.TicketPath}", Reply.Ok($""" "Item":{Ids.TicketJson()} """));
        _client.Time.Advance(TimeSpan.FromSeconds(6));
        for (var i = 0; i < 5; i++)
            await _client.Tickets.GetAsync(Ids.Ticket, Cancel);
        Assert.Equal(before + 5, _client.Site.Calls.Count);
    }

    [Fact]
    public async Task Refusals_do_not_break_the_circuit()
    {
        _client.Site.On($"GET {Ids.TicketPath}", Reply.Json(404, """{"StatusCode":404}"""));
        for (var i = 0; i < 30; i++)
            await FailAsync(() => _client.Tickets.GetAsync(Ids.Ticket, Cancel));
        Assert.Equal(30, _client.Site.Calls.Count);
    }

    public void Dispose() => _client.Dispose();

    private static Reply RateLimited(int seconds, bool inHeader) =>
        inHeader
            ? Reply.Json(429, """{"StatusCode":429}""", r => r.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds)))
            : Reply.Json(429, $$"""{"StatusCode":429,"Message":"Rate limit exceeded. Please try again later.","RetryAfter":{{seconds}}}""");

    private Task<Ticket> CreateAsync() =>
        _client.Tickets.CreateAsync(
            new()
            {
                Subject = "s",
                Description = "d",
                RequesterId = Ids.User,
                Issue = new Issue(Ids.Issue, "i"),
                LocationId = Ids.Location,
            },
            Cancel
        );

    private static Task<IncidentIqException> FailAsync<T>(Func<Task<T>> act) => Assert.ThrowsAsync<IncidentIqException>(act);

    private static Task<IncidentIqException> FailAsync(Func<Task> act) => Assert.ThrowsAsync<IncidentIqException>(act);
}
