using IiqBot.FakeConnector;
using IiqBot.Sandbox.Faults;

namespace IiqBot.Web.Tests;

/// <summary>Incident IQ sends records of an unexpected shape, over real HTTP.</summary>
public sealed class OddRecordTests : IAsyncLifetime
{
    private TestWorld _world = null!;
    private FakePerson _person = null!;
    private FakeConversation _chat = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await TestWorld.StartAsync();
        (_person, _chat) = _world.AddPerson("Robin Field", "Agent");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_null_row_among_the_priorities_does_not_fail_a_filing()
    {
        _world.IncidentIq.Control.Add(new Fault(FaultKind.NullRow) { Route = "GET /tickets/priorities" });

        Assert.Contains("is filed", await SayAsync("new Projector in 204 shows no picture"), StringComparison.Ordinal);
        Assert.Equal(1, _world.IncidentIq.Control.Calls["POST /api/v1.0/tickets/new"]);
    }

    [Fact]
    public async Task An_unreadable_ticket_is_reported_and_the_others_are_shown()
    {
        _world.IncidentIq.Control.Add(new Fault(FaultKind.NullRow) { Route = "POST /tickets$" });

        var answer = await SayAsync("open tickets");

        Assert.Contains("1 ticket could not be read", answer, StringComparison.Ordinal);
        Assert.Contains("changed", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Priority", "50.5")]
    [InlineData("IsUrgent", "\"false\"")]
    [InlineData("IsClosed", "0")]
    [InlineData("AssignedToUser", "\"\"")]
    [InlineData("AssignedToTeam", "[]")]
    [InlineData("Location", "\"Maplewood High School\"")]
    [InlineData("LocationRoom", "\"\"")]
    public async Task A_member_of_another_type_causes_no_failure(string member, string json)
    {
        _world.IncidentIq.Control.Add(
            new Fault(FaultKind.OddMember)
            {
                Route = "POST /tickets$",
                Member = member,
                Json = json,
            }
        );

        var answer = await SayAsync("open tickets");

        Assert.DoesNotContain("could not be read", answer, StringComparison.Ordinal);
        Assert.Contains("changed", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deactivated_technician_can_change_and_read_nothing()
    {
        _world.IncidentIq.Control.SetActive("robin.field@maplewood.example", isActive: false);

        foreach (var line in (string[])["take 39181", "open tickets", "who am i"])
            Assert.Contains("may not use this bot", await SayAsync(line), StringComparison.Ordinal);
    }

    private async Task<string> SayAsync(string line) => Reading.TextOf((await _world.AskAsync(_chat, _person, line)).Card!.Value);
}
