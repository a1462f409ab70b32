using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IiqBot.FakeConnector;
using IiqBot.Sandbox.Faults;

namespace IiqBot.Web.Tests;

/// <summary>
/// What people read while Incident IQ has trouble: a plain sentence, a next step and a reference. Nothing half-done remains.
/// </summary>
public sealed partial class TroubleTests : IAsyncLifetime
{
    private TestWorld _world = null!;
    private FakePerson _person = null!;
    private FakeConversation _chat = null!;

    public static TheoryData<string> Troubles =>
        ["down", "busy", "key refused", "right missing", "error", "page instead of data", "gateway page"];

    public async ValueTask InitializeAsync()
    {
        _world = await TestWorld.StartAsync();
        (_person, _chat) = _world.AddPerson("Robin Field", "Administrator");
        await _world.AskAsync(_chat, _person, "my tickets");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task A_failure_has_plain_words_and_a_reference_that_an_administrator_can_look_up(string trouble)
    {
        _world.IncidentIq.Control.Add(FaultOf(trouble));
        var reference = PlainlyTold(await _world.AskAsync(_chat, _person, "open tickets"));

        _world.IncidentIq.Control.ClearFaults();
        var explained = await _world.AskAsync(_chat, _person, $"failure {reference}");
        Assert.Contains("Incident IQ", Reading.TextOf(explained.Card!.Value), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task A_failed_change_is_explained_and_can_be_looked_up_or_is_saved(string trouble)
    {
        var number = Reading.NumberOf((await _world.AskAsync(_chat, _person, "new Projector in 204 shows no picture")).Card!.Value);
        _world.IncidentIq.Control.Add(FaultOf(trouble));
        var failed = new[]
        {
            PlainlyTold(await _world.AskAsync(_chat, _person, $"take {number}")),
            PlainlyTold(await _world.AskAsync(_chat, _person, $"move {number} to waiting")),
        };
        PlainlyTold(await _world.AskAsync(_chat, _person, $"comment {number} it works again"));

        _world.IncidentIq.Control.ClearFaults();
        foreach (var reference in failed)
            Assert.Contains(
                "Incident IQ",
                Reading.TextOf((await _world.AskAsync(_chat, _person, $"failure {reference}")).Card!.Value),
                StringComparison.Ordinal
            );
    }

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task Help_still_works(string trouble)
    {
        _world.IncidentIq.Control.Add(FaultOf(trouble));
        Assert.Contains(
            "What I can do",
            Reading.TextOf((await _world.AskAsync(_chat, _person, "help")).Card!.Value),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(FaultKind.LostResponse)]
    [InlineData(FaultKind.ServerError)]
    public async Task A_filing_whose_answer_is_lost_becomes_one_ticket(FaultKind kind)
    {
        var before = await TicketsAsync();
        _world.IncidentIq.Control.Add(new Fault(kind) { Route = "POST /tickets/new", Times = 1 });
        var waiting = await _world.AskAsync(_chat, _person, "new Projector in 204 shows no picture");
        var told = Reading.TextOf(waiting.Card!.Value);
        Assert.Contains("confirm", told, StringComparison.Ordinal);

        if (kind == FaultKind.LostResponse)
        {
            var completed = await _world.Teams.NextUpdateAsync(_chat, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Contains("is filed", Reading.TextOf(completed.Card!.Value), StringComparison.Ordinal);
        }

        Assert.Equal(before + (kind == FaultKind.LostResponse ? 1 : 0), await TicketsAsync());
    }

    [Fact]
    public async Task A_resolution_that_fails_halfway_is_finished_by_the_same_form_with_one_note()
    {
        var message = await _world.AskAsync(_chat, _person, "new Projector in 204 shows no picture");
        var number = Reading.NumberOf(message.Card!.Value);
        await _world.PressAsync(_chat, _person, message, "ticket.resolve");
        _world.IncidentIq.Control.Add(new Fault(FaultKind.Forbidden) { Route = "POST /tickets/{ticketId}/close" });
        var failed = await _world.PressAsync(
            _chat,
            _person,
            message,
            "ticket.resolve",
            new JsonObject { ["note"] = "Replaced the cable." }
        );
        Assert.Contains("lacks a permission", Reading.TextOf(failed), StringComparison.Ordinal);
        Assert.Contains("Replaced the cable.", failed.GetRawText(), StringComparison.Ordinal);

        _world.IncidentIq.Control.ClearFaults();
        var resolved = await _world.PressAsync(
            _chat,
            _person,
            message,
            "ticket.resolve",
            new JsonObject { ["note"] = "Replaced the cable." }
        );
        Assert.Contains("resolved this ticket", Reading.TextOf(resolved), StringComparison.Ordinal);
        var history = Reading.TextOf((await _world.AskAsync(_chat, _person, $"history {number}")).Card!.Value);
        Assert.Single(Regex.Matches(history, "Replaced the cable", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task With_a_slow_Incident_IQ_a_press_is_answered_at_once_and_the_card_later()
    {
        var message = await _world.AskAsync(_chat, _person, "new Projector in 204 shows no picture");
        _world.IncidentIq.Control.Add(
            new Fault(FaultKind.Slow)
            {
                Route = "POST /tickets/{ticketId}/assign",
                Delay = TimeSpan.FromSeconds(4),
                Times = 1,
            }
        );
        var answer = await _world.Teams.PressAsync(
            _chat,
            _person,
            message.Id,
            "ticket.take",
            cancellationToken: TestContext.Current.CancellationToken
        );
        Assert.Equal("Working on it…", answer.Message);
        await WalkTests.UpdatedAsync(_world, _chat, "took this ticket");
    }

    [Fact]
    public async Task Rows_outside_the_filter_are_never_shown()
    {
        _world.IncidentIq.Control.Add(new Fault(FaultKind.IgnoreFilter));
        var text = Reading.TextOf((await _world.AskAsync(_chat, _person, "my tickets")).Card!.Value);
        Assert.Contains("did not apply the filter", text, StringComparison.Ordinal);
        Assert.DoesNotContain("#", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task If_Incident_IQ_ignores_the_words_only_matching_tickets_show_and_no_total()
    {
        var number = Reading.NumberOf(
            (await _world.AskAsync(_chat, _person, "new Projector in 204 shows no picture marzipan")).Card!.Value
        );
        var other = Reading.NumberOf((await _world.AskAsync(_chat, _person, "new Projector in 204 shows no picture")).Card!.Value);
        _world.IncidentIq.Control.Add(new Fault(FaultKind.IgnoreFilter) { Facet = "keyword" });

        var text = Reading.TextOf((await _world.AskAsync(_chat, _person, "search marzipan")).Card!.Value);
        Assert.Contains("sent 6 tickets that do not belong in this list", text, StringComparison.Ordinal);
        Assert.Contains(number, text, StringComparison.Ordinal);
        Assert.DoesNotContain(other, text, StringComparison.Ordinal);
        Assert.Contains("At least 1 ticket", text, StringComparison.Ordinal);

        var none = Reading.TextOf((await _world.AskAsync(_chat, _person, "search quince")).Card!.Value);
        Assert.Contains("did not apply the filter", none, StringComparison.Ordinal);
        Assert.DoesNotContain("#", none, StringComparison.Ordinal);
    }

    [Fact]
    public async Task If_Incident_IQ_ignores_the_words_a_requester_sees_only_their_matching_tickets()
    {
        var (requester, chat) = _world.AddPerson("Sam Staff", "Staff");
        var theirs = Reading.NumberOf(
            (await _world.AskAsync(chat, requester, "new Projector in 204 shows no picture marzipan")).Card!.Value
        );
        var another = Reading.NumberOf((await _world.AskAsync(chat, requester, "new Projector in 204 shows no picture")).Card!.Value);
        var others = Reading.NumberOf(
            (await _world.AskAsync(_chat, _person, "new Projector in 204 shows no picture marzipan")).Card!.Value
        );
        _world.IncidentIq.Control.Add(new Fault(FaultKind.IgnoreFilter) { Facet = "keyword" });

        var text = Reading.TextOf((await _world.AskAsync(chat, requester, "search marzipan")).Card!.Value);
        Assert.Contains("do not belong in this list", text, StringComparison.Ordinal);
        Assert.Contains(theirs, text, StringComparison.Ordinal);
        Assert.DoesNotContain(another, text, StringComparison.Ordinal);
        Assert.DoesNotContain(others, text, StringComparison.Ordinal);
    }

    /// <summary>Asserts that a person can understand an answer.</summary>
    /// <returns>The reference that it names.</returns>
    internal static string PlainlyTold(FakeMessage answer)
    {
        var text = Reading.TextOf(answer.Card!.Value);
        Assert.Matches("Please|wait|saved|confirm|I keep trying", text);
        foreach (var technical in (string[])["Exception", "401", "429", "500", "502", "JSON", "<html", "http"])
            Assert.DoesNotContain(technical, text, StringComparison.OrdinalIgnoreCase);
        var reference = Reference().Match(text).Groups["reference"].Value;
        Assert.NotEmpty(reference);
        return reference;
    }

    private async Task<int> TicketsAsync()
    {
        using var client = new HttpClient { BaseAddress = _world.IncidentIq.Url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", _world.IncidentIq.Token);
        using var answer = await client.PostAsync(
            new Uri("/api/v1.0/tickets?$s=1", UriKind.Relative),
            new StringContent("{}", null, "application/json"),
            TestContext.Current.CancellationToken
        );
        var json = JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return json.GetProperty("Paging").GetProperty("TotalRows").GetInt32();
    }

    private static Fault FaultOf(string trouble) =>
        trouble switch
        {
            "down" => new(FaultKind.DropConnection),
            "busy" => new(FaultKind.RateLimited),
            "key refused" => new(FaultKind.InvalidToken),
            "right missing" => new(FaultKind.MissingPermission),
            "error" => new(FaultKind.ServerError),
            "page instead of data" => new(FaultKind.HtmlPage),
            "gateway page" => new(FaultKind.HtmlPage) { Status = 502 },
            _ => throw new ArgumentOutOfRangeException(nameof(trouble)),
        };

    [GeneratedRegex(@"\(Reference (?<reference>\w+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
