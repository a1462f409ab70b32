using IiqBot.Core.Durability;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;
using IiqBot.Storage.Tests.Databases;
using static IiqBot.Storage.Tests.Contracts.Samples;

namespace IiqBot.Storage.Tests.Contracts;

/// <summary>What every implementation of <see cref="IFilingLedger"/> must do.</summary>
public sealed class FilingLedgerTests(PostgreSqlServer server)
{
    public static TheoryData<Kind> All => Everywhere;

    public static TheoryData<Kind> Real => Durable;

    [Theory, MemberData(nameof(All))]
    public async Task A_filing_can_be_saved_in_each_state_and_found(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var ledger = world.Get<IFilingLedger>();
        var sent = Filing(world) with { State = FilingState.Unknown, SentAt = world.Time.GetUtcNow() };
        Assert.Null(await ledger.FindAsync(sent.Reference, Token));

        await ledger.SaveAsync(sent, Token);
        Assert.Equal(sent, await ledger.FindAsync("7f3k2q", Token));
        await ledger.SaveAsync(sent with { State = FilingState.Pending }, Token);
        var again = sent with { SentAt = world.Time.GetUtcNow() + TimeSpan.FromMinutes(1) };
        await ledger.SaveAsync(again, Token);
        var created = again with { State = FilingState.Created, TicketId = Samples.Ticket };
        await ledger.SaveAsync(created, Token);
        Assert.Equal(created, await ledger.FindAsync(sent.Reference, Token));
        await ledger.SaveAsync(created with { State = FilingState.Filed }, Token);

        var filed = await ledger.FindAsync(sent.Reference, Token);
        Assert.Equal((FilingState.Filed, Samples.Ticket), (filed!.State, filed.TicketId));
    }

    [Theory, MemberData(nameof(Real))]
    public async Task Only_one_of_many_concurrent_senders_may_send_a_filing(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var ledgers =
            kind == Kind.PostgreSql
                ? new[] { world.Get<IFilingLedger>(), (await world.JoinAsync()).Get<IFilingLedger>() }
                : [world.Get<IFilingLedger>()];
        foreach (var isKnown in new[] { false, true })
        {
            var filing = Filing(world) with { Reference = isKnown ? "KNOWN2" : "NEW222" };
            if (isKnown)
                await ledgers[0].SaveAsync(filing, Token);

            var outcomes = await Task.WhenAll(
                Enumerable
                    .Range(0, 12)
                    .Select(n =>
                        Task.Run(
                            async () =>
                                await Record.ExceptionAsync(() =>
                                    ledgers[n % ledgers.Length]
                                        .SaveAsync(
                                            filing with
                                            {
                                                State = FilingState.Unknown,
                                                SentAt = world.Time.GetUtcNow() + TimeSpan.FromTicks(n),
                                            },
                                            Token
                                        )
                                ),
                            Token
                        )
                    )
            );

            Assert.Single(outcomes, outcome => outcome is null);
            Assert.Equal(11, outcomes.Count(outcome => outcome is FilingMovedOnException));
        }
    }

    [Theory, MemberData(nameof(Real))]
    public async Task An_earlier_sender_cannot_overwrite_the_state_of_a_later_one(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var ledger = world.Get<IFilingLedger>();
        var early = Filing(world) with { State = FilingState.Unknown, SentAt = world.Time.GetUtcNow() };
        var later = early with { SentAt = world.Time.GetUtcNow() + TimeSpan.FromMinutes(1) };
        await ledger.SaveAsync(early, Token);
        await ledger.SaveAsync(early with { State = FilingState.Pending }, Token);
        await ledger.SaveAsync(later, Token);

        await Assert.ThrowsAsync<FilingMovedOnException>(() => ledger.SaveAsync(early with { State = FilingState.Pending }, Token));
        await Assert.ThrowsAsync<FilingMovedOnException>(() =>
            ledger.SaveAsync(early with { State = FilingState.Created, TicketId = Samples.Ticket }, Token)
        );

        Assert.Equal(later, await ledger.FindAsync(early.Reference, Token));
    }

    [Theory, MemberData(nameof(Real))]
    public async Task A_filed_filing_never_changes_its_state_and_keeps_no_text(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var ledger = world.Get<IFilingLedger>();
        var filed = Filing(world) with { State = FilingState.Filed, SentAt = world.Time.GetUtcNow(), TicketId = Samples.Ticket };
        await ledger.SaveAsync(filed, Token);

        foreach (var state in new[] { FilingState.Pending, FilingState.Unknown, FilingState.Created })
            await Assert.ThrowsAsync<FilingMovedOnException>(() => ledger.SaveAsync(filed with { State = state }, Token));

        var kept = await ledger.FindAsync(filed.Reference, Token);
        Assert.Equal(FilingState.Filed, kept!.State);
        Assert.Equal("", kept.Ticket.Subject + kept.Ticket.Description + kept.Ticket.LocationDetails);
    }

    internal static Filing Filing(World world) =>
        new(
            "7F3K2Q",
            Guid.Parse("22222222-2222-2222-2222-222222222222"),
            new NewTicket
            {
                Subject = "Projector",
                Description = "It smells of smoke\nref 7F3K2Q",
                RequesterId = Guid.Parse("33333333-3333-3333-3333-333333333333"),
                Issue = SampleIssue,
                LocationId = Guid.Parse("44444444-4444-4444-4444-444444444444"),
                LocationDetails = "behind the stage",
                IsUrgent = world.Kind != Kind.Memory,
            }
        );

    private static readonly Issue SampleIssue = new(Guid.Parse("55555555-5555-5555-5555-555555555555"), "Smoke");
}
