using System.Diagnostics.Metrics;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;

namespace IiqBot.Core.Tests.Dispatch;

public sealed class DispatchTests : DistrictTest
{
    [Fact]
    public async Task Only_a_stopping_host_makes_the_dispatcher_throw()
    {
        using var stopping = new CancellationTokenSource();
        await stopping.CancelAsync();
        var request = new BotRequest
        {
            Id = "1",
            Kind = RequestKind.Message,
            Text = "show 39181",
            Actor = new("test", "tenant", TestDistrict.Technician.Email!),
            Conversation = new("test", "tenant", "c", ConversationScope.OneToOne),
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => District.Dispatcher.DispatchAsync(request, stopping.Token));
    }

    [Theory]
    [InlineData("show 39181", "ticket.show", "answered")]
    [InlineData("failure ABCDEF", "failure.explain", "refused")]
    [InlineData("show 500", "ticket.show", "failed")]
    [InlineData("show 99999", "ticket.show", "refused")]
    [InlineData("take 39181", "ticket.take", "answered")]
    [InlineData("take 99999", "ticket.take", "refused")]
    [InlineData("comment 500 it works", "ticket.comment", "kept")]
    [InlineData("take 500", "ticket.take", "failed")]
    [InlineData("purple monkey", "unknown", "answered")]
    public async Task Requests_are_counted_by_platform_verb_and_outcome_only(string line, string verb, string outcome)
    {
        var counted = new List<Dictionary<string, object?>>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == CoreTelemetry.Name && instrument.Name == "iiqbot.requests")
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(
            (_, _, tags, _) =>
            {
                var measured = new Dictionary<string, object?>(tags.ToArray());
                lock (counted)
                    counted.Add(measured);
            }
        );
        listener.Start();
        var platform = $"test-{Guid.NewGuid()}";
        await using var district = new Scenario();
        district.Directory.Platform = platform;
        district
            .Site.Tickets.Setup(t => t.FindByNumberAsync("500", It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IncidentIqException(IncidentIqFailure.ServerFailed, "500"));

        await district.ChatOf(TestDistrict.Technician).Types(line);

        lock (counted)
        {
            var tags = Assert.Single(counted, measured => platform.Equals(measured["platform"]));
            Assert.Equal((verb, outcome, 3), (tags["verb"], tags["outcome"], tags.Count));
        }
    }

    [Fact]
    public async Task A_failed_lookup_of_choices_differs_from_an_unknown_source()
    {
        Site.Lookups.Setup(l => l.IssuesAsync(It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IncidentIqException(IncidentIqFailure.Unreachable, "GET issues"));

        var failed = await District.ChatOf(TestDistrict.Technician).TypesAhead("issues", "proj");

        Assert.Empty(failed);
        Assert.Same(Choices.NotNow, failed);
        Assert.NotSame(Choices.NotNow, await District.ChatOf(TestDistrict.Technician).TypesAhead("unicorns", ""));
    }
}
