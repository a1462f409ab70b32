using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Core.Tests.District;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Core.Tests.Dispatch;

/// <summary>A platform adds to its own requests before they run, and never sees requests of other platforms.</summary>
public sealed class EnricherTests
{
    private static readonly Arguments Unknown = Arguments.None.With(TicketArguments.Ticket, Guid.NewGuid());

    [Fact]
    public async Task An_enricher_sees_only_the_requests_of_its_platform()
    {
        var (own, other) = (new Enricher("test"), new Enricher("other"));
        await using var district = With(own, other);

        await district.ChatOf(TestDistrict.Technician).Types("show 39181");
        await district.ChatOf(TestDistrict.Technician).Types("take 39181");

        Assert.Equal([Verbs.ShowTicket, Verbs.TakeTicket], own.Seen.Select(request => request.Verb));
        Assert.Empty(other.Seen);
    }

    [Fact]
    public async Task A_handler_gets_the_enriched_request()
    {
        await using var district = With(
            new Enricher("test")
            {
                Adds = request => request with { Arguments = Arguments.None.With(TicketArguments.Ticket, TestDistrict.Laptop.Id) },
            }
        );

        var answer = await district.ChatOf(TestDistrict.Technician).Presses(Verbs.ShowTicket, Unknown);

        Assert.Equal(TestDistrict.Laptop.Id, answer.ShownCard?.Ticket?.TicketId);
    }

    [Fact]
    public async Task A_stored_request_whose_enricher_fails_is_answered_and_finished()
    {
        await using var district = With(new Enricher("test") { Adds = _ => throw new InvalidOperationException("a fault") });

        var answer = await district.ChatOf(TestDistrict.Technician).Types("take 39181");

        Assert.True(answer.IsFailure);
        district.Time.Advance(TimeSpan.FromMinutes(2)); // longer than the lease
        Assert.Equal(0, await district.Get<Later.WorkPump>().PumpAsync(TestContext.Current.CancellationToken));
    }

    private static Scenario With(params Enricher[] enrichers) =>
        new(services =>
        {
            foreach (var enricher in enrichers)
                services.AddSingleton<IRequestEnricher>(enricher);
        });

    private sealed class Enricher(string platform) : IRequestEnricher
    {
        public string Platform => platform;

        public Func<BotRequest, BotRequest> Adds { get; init; } = request => request;

        public List<BotRequest> Seen { get; } = [];

        public ValueTask<BotRequest> EnrichAsync(
            BotRequest request,
            Func<BotRequest, CancellationToken, Task<bool?>> isLetIn,
            CancellationToken cancellationToken
        )
        {
            Seen.Add(request);
            return ValueTask.FromResult(Adds(request));
        }
    }
}
