using IiqBot.FakeConnector;
using IiqBot.Sandbox;
using IiqBot.Sandbox.Faults;

namespace IiqBot.Web.Tests;

/// <summary>An Incident IQ that answers after 20 seconds, longer than anybody waits.</summary>
public sealed class SlowTests : IAsyncLifetime
{
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(20);
    private TestWorld _world = null!;
    private FakePerson _person = null!;
    private FakeConversation _chat = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await TestWorld.StartAsync();
        (_person, _chat) = _world.AddPerson("Robin Field", "Administrator");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("open tickets", "POST /tickets$", "taking too long")]
    [InlineData("take {0}", "POST /tickets$", "taking too long|don't know whether it was done")]
    [InlineData("take {0}", "POST /tickets/{ticketId}/assign", "don't know whether it was done")]
    [InlineData("move {0} to waiting", "POST /tickets$", "taking too long|don't know whether it was done")]
    [InlineData("comment {0} it works again", "POST /tickets$", "will be sent when|hasn't confirmed this yet")]
    [InlineData("comment {0} it works again", "POST /tickets/{ticketId}/activities/new", "hasn't confirmed this yet")]
    public async Task A_person_gets_an_answer_before_Incident_IQ_answers(string line, string route, string told)
    {
        var filed = await _world.AskAsync(_chat, _person, "new Projector in 204 shows no picture");
        _world.IncidentIq.Control.Add(new Fault(FaultKind.Slow) { Route = route, Delay = TooLong });

        var answer = await _world.AskAsync(
            _chat,
            _person,
            string.Format(System.Globalization.CultureInfo.InvariantCulture, line, Reading.NumberOf(filed.Card!.Value))
        );

        TroubleTests.PlainlyTold(answer);
        Assert.Matches(told, Reading.TextOf(answer.Card!.Value));
    }

    [Fact]
    public async Task Even_the_first_form_opens_at_once()
    {
        while (!_world.IncidentIq.Control.Calls.Keys.Any(call => call.Contains("close-reason", StringComparison.Ordinal))) // the last of the lists
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), _world.Clock, Token);
        }

        await _world.AskAsync(_chat, _person, "who am I");
        _world.IncidentIq.Control.Add(new Fault(FaultKind.Slow) { Delay = TooLong });

        var began = _world.Clock.GetUtcNow();
        var answer = await _world.AskAsync(_chat, _person, "new");

        Assert.InRange(_world.Clock.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromSeconds(3)); // it waits briefly for rooms
        Assert.Contains("Issue (required)", Reading.TextOf(answer.Card!.Value), StringComparison.Ordinal);
    }
}
