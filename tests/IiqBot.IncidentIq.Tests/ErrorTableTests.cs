using IiqBot.IncidentIq.Tests.Scripted;

namespace IiqBot.IncidentIq.Tests;

public sealed class ErrorTableTests : IDisposable
{
    private readonly ScriptedClient _client = new();

    [Theory]
    [InlineData(400, IncidentIqFailure.Invalid)]
    [InlineData(403, IncidentIqFailure.NotPermitted)]
    [InlineData(404, IncidentIqFailure.NotFound)]
    [InlineData(408, IncidentIqFailure.TimedOut)]
    [InlineData(409, IncidentIqFailure.Invalid)]
    [InlineData(413, IncidentIqFailure.Invalid)]
    [InlineData(422, IncidentIqFailure.Invalid)]
    [InlineData(429, IncidentIqFailure.RateLimited)]
    [InlineData(500, IncidentIqFailure.ServerFailed)]
    [InlineData(503, IncidentIqFailure.ServerFailed)]
    [InlineData(302, IncidentIqFailure.NotUnderstood)]
    [InlineData(418, IncidentIqFailure.NotUnderstood)]
    public async Task A_status_has_one_meaning_whether_HTTP_or_the_envelope_says_it(int status, IncidentIqFailure failure)
    {
        var body = $$"""{"StatusCode":{{status}},"Message":"Jane Doe's ticket is private"}""";
        var byHttp = await FailAsync(Reply.Json(status, body));
        var byEnvelope = await FailAsync(Reply.Json(200, body));

        Assert.Equal((failure, status), (byHttp.Failure, byHttp.StatusCode));
        Assert.Equal((failure, status), (byEnvelope.Failure, byEnvelope.StatusCode));
        Assert.DoesNotContain("Jane", byHttp.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, IncidentIqFailure.NotUnderstood)]
    [InlineData(403, IncidentIqFailure.NotUnderstood)]
    [InlineData(404, IncidentIqFailure.NotUnderstood)]
    [InlineData(302, IncidentIqFailure.NotUnderstood)]
    [InlineData(502, IncidentIqFailure.ServerFailed)]
    public async Task A_web_page_instead_of_JSON_is_a_failure(int status, IncidentIqFailure failure) =>
        Assert.Equal(failure, (await FailAsync(Reply.Html(status))).Failure);

    [Fact]
    public async Task A_success_without_a_body_or_without_a_ticket_is_not_understood()
    {
        Assert.Equal(IncidentIqFailure.NotUnderstood, (await FailAsync(Reply.Empty(200))).Failure);
        Assert.Equal(IncidentIqFailure.NotUnderstood, (await FailAsync(Reply.Ok())).Failure);
        Assert.Equal(IncidentIqFailure.NotUnderstood, (await FailAsync(Reply.Ok(""" "Item":{"TicketId":[1,2],"Priority":{}} """))).Failure);
    }

    [Theory]
    [InlineData("""[{"Field":"LocationId","Message":"Location is required"},{"Field":"x y","Message":"Nope"}]""")]
    [InlineData("""{"LocationId":["Location is required"],"x y":["Nope"]}""")]
    public async Task Validation_errors_are_read_in_both_shapes_even_on_a_200(string errors)
    {
        var refused = await FailAsync(Reply.Json(422, $$"""{"StatusCode":422,"Message":"Bad","Errors":{{errors}}}"""));
        var soft = await FailAsync(Reply.Json(200, $$"""{"StatusCode":200,"Item":{},"Errors":{{errors}}}"""));

        foreach (var failure in new[] { refused, soft })
        {
            Assert.Equal(IncidentIqFailure.Invalid, failure.Failure);
            Assert.Equal(["LocationId"], failure.InvalidFields);
            Assert.Contains("(LocationId)", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_not_read_to_its_end()
    {
        var huge = new string(' ', 9 * 1024 * 1024);
        Assert.Equal(IncidentIqFailure.NotUnderstood, (await FailAsync(Reply.Ok($""" "Message":"{huge}" """))).Failure);
    }

    [Fact]
    public async Task A_401_with_a_good_token_is_a_missing_permission_and_the_token_is_checked_once()
    {
        _client.Site.On("GET /api/v1.0/login", Reply.Ok());
        using var tally = CallTally.Start();

        var first = await FailAsync(Reply.Json(401, """{"StatusCode":401}"""));
        var second = await FailAsync(Reply.Json(401, """{"StatusCode":401}"""));

        Assert.Equal(IncidentIqFailure.NotPermitted, first.Failure);
        Assert.Equal(IncidentIqFailure.NotPermitted, second.Failure);
        Assert.Single(_client.Site.All, s => s.Line == "GET /api/v1.0/login");
        Assert.Equal(_client.Site.All.Count, tally.Count);
    }

    [Fact]
    public async Task A_401_with_a_bad_token_says_so_until_the_token_works_again()
    {
        _client.Site.On("GET /api/v1.0/login", Reply.Empty(401), Reply.Ok());
        Assert.Equal(IncidentIqFailure.TokenRefused, (await FailAsync(Reply.Empty(401))).Failure);

        _client.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(IncidentIqFailure.NotPermitted, (await FailAsync(Reply.Empty(401))).Failure);
    }

    [Fact]
    public async Task A_token_that_cannot_be_checked_is_not_reported_as_refused()
    {
        _client.Site.On("GET /api/v1.0/login", Reply.Empty(503));
        Assert.Equal(IncidentIqFailure.ServerFailed, (await FailAsync(Reply.Empty(401))).Failure);
    }

    public void Dispose() => _client.Dispose();

    private async Task<IncidentIqException> FailAsync(Reply reply)
    {
        _client.Site.On($"GET {Ids.TicketPath}", reply);
        return await Assert.ThrowsAsync<IncidentIqException>(() =>
            _client.Tickets.GetAsync(Ids.Ticket, TestContext.Current.CancellationToken)
        );
    }
}
