using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using IiqBot.FakeConnector;
using IiqBot.Sandbox;

namespace IiqBot.Web.Tests;

/// <summary>
/// How many calls to Incident IQ each request makes once the lists are cached, as the telemetry counts them. Calls that redraw other cards
/// come later and belong to no request. These tests run alone, because meters belong to the process.
/// </summary>
[Collection(nameof(Alone))]
public sealed class CallBudgetTests : IAsyncLifetime
{
    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;

    private readonly MeterListener _meters = new();
    private readonly ConcurrentQueue<int> _calls = new();
    private TestWorld _world = null!;
    private FakePerson _person = null!;
    private FakeConversation _chat = null!;
    private FakeMessage _ticket = null!;

    public async ValueTask InitializeAsync()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "iiqbot.request.incidentiq.calls")
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<int>((_, calls, _, _) => _calls.Enqueue(calls));
        _meters.Start();

        // A rule that changes a ticket after its card was drawn costs one extra call to see the change. Changes by rules right after filing
        // are drawn on the card (WalkTests).
        _world = await TestWorld.StartAsync(new SandboxOptions { RuleDelay = TimeSpan.FromHours(1), Time = TestWorld.NewClock() });
        (_person, _chat) = _world.AddPerson("Robin Field", "Agent");
        _ticket = await _world.AskAsync(_chat, _person, "new Projector in 204 shows no picture");
        var number = Reading.NumberOf(_ticket.Card!.Value);

        // The following lines fill the caches: lists, steps, reasons, the person.
        await _world.PressAsync(_chat, _person, _ticket, "ticket.move");
        await _world.AskAsync(_chat, _person, $"close {number}, done");
        await _world.AskAsync(_chat, _person, "search projector status:open");
        await _world.AskAsync(_chat, _person, "39001");

        // This card shows the current ticket; a card drawn during filing is older than the ticket's submitter.
        var fresh = await _world.AskAsync(_chat, _person, "new Projector in 204 shows no picture");
        _ticket = await _world.AskAsync(_chat, _person, Reading.NumberOf(fresh.Card!.Value));
    }

    public ValueTask DisposeAsync()
    {
        _meters.Dispose();
        return _world.DisposeAsync();
    }

    [Theory]
    [InlineData("39001", 1)]
    [InlineData("open tickets", 1)]
    [InlineData("assigned to me", 1)]
    [InlineData("search projector status:open", 1)]
    [InlineData("my tickets", 2)]
    [InlineData("new Projector in 204 shows no picture", 2)]
    [InlineData("help", 0)]
    [InlineData("who am I", 0)]
    [InlineData("settings", 0)]
    public async Task A_typed_line_costs_so_many_calls(string line, int calls) =>
        Assert.Equal(calls, await CountAsync(() => _world.AskAsync(_chat, _person, line)));

    [Fact]
    public async Task Taking_costs_three_calls() =>
        Assert.Equal(3, await CountAsync(() => _world.PressAsync(_chat, _person, _ticket, "ticket.take")));

    [Fact]
    public async Task Moving_to_another_status_costs_three_calls() =>
        Assert.Equal(3, await CountAsync(() => _world.PressAsync(_chat, _person, _ticket, "ticket.move")));

    [Fact]
    public async Task Resolving_with_a_note_costs_four_calls()
    {
        await _world.PressAsync(_chat, _person, _ticket, "ticket.resolve");
        Assert.Equal(
            4,
            await CountAsync(() => _world.PressAsync(_chat, _person, _ticket, "ticket.resolve", new JsonObject { ["note"] = "Done." }))
        );
    }

    [Fact]
    public async Task Taking_costs_three_calls_even_after_a_comment_by_somebody_else()
    {
        var number = Reading.NumberOf(_ticket.Card!.Value);
        var (kim, chat) = _world.AddPerson("Kim Weaver", "Agent");
        await _world.AskAsync(chat, kim, $"comment {number} I saw it too");

        Assert.Equal(3, await CountAsync(() => _world.PressAsync(_chat, _person, _ticket, "ticket.take")));
    }

    private async Task<int> CountAsync(Func<Task> act)
    {
        _calls.Clear();
        await act();
        return Assert.Single(_calls);
    }
}
