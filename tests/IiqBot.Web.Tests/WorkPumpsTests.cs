using IiqBot.Core;
using IiqBot.Core.Durability;
using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using IiqBot.IncidentIq;
using IiqBot.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IiqBot.Web.Tests;

/// <summary>
/// The loop that leases waiting requests: busy while there is work, idle without work, slower after failures, and orderly at the stop.
/// </summary>
public sealed class WorkPumpsTests
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private static readonly WorkItem Item = new(
        Guid.NewGuid(),
        new BotRequest
        {
            Id = "r1",
            Kind = RequestKind.Message,
            Actor = new("teams", "t", "u"),
            Conversation = new("teams", "t", "c", ConversationScope.OneToOne),
            Verb = "ticket.comment",
            Arguments = Arguments.None,
        },
        "7F3K2Q",
        DateTimeOffset.UnixEpoch
    );

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_there_is_work_the_pump_does_not_pause()
    {
        await using var pumps = new Pumps();
        pumps.Inbox.Rounds.Enqueue([Item]);
        pumps.Inbox.Rounds.Enqueue([Item]);
        await pumps.StartAsync();

        await pumps.Time.PauseAsync(); // no time has passed so far
        Assert.Equal(3, pumps.Inbox.Asked);
        Assert.Equal(2, pumps.Answered);

        pumps.Time.Advance(Idle - TimeSpan.FromTicks(1));
        Assert.Equal(3, pumps.Inbox.Asked);
        pumps.Time.Advance(TimeSpan.FromTicks(1));
        await pumps.Time.PauseAsync();
        Assert.Equal(4, pumps.Inbox.Asked);
    }

    [Fact]
    public async Task While_storage_fails_pauses_grow_and_one_log_line_says_so_until_it_recovers()
    {
        await using var pumps = new Pumps();
        pumps.Inbox.Fault = new StorageUnavailableException("The test's storage is full.");
        await pumps.StartAsync();

        var pauses = new List<TimeSpan>();
        for (var failures = 0; failures < 8; failures++)
        {
            pauses.Add(await pumps.Time.PauseAsync());
            if (failures == 7)
                pumps.Inbox.Fault = null;
            pumps.Time.Advance(pauses[^1]);
        }

        // It doubles from 1 s to 30 s, with a random quarter more or less.
        Assert.All(
            pauses.Zip([1, 2, 4, 8, 16, 30, 30, 30]),
            pause => Assert.InRange(pause.First.TotalSeconds, pause.Second * 0.75, pause.Second * 1.25)
        );
        Assert.Equal(Idle, await pumps.Time.PauseAsync());
        Assert.Equal(
            ["Error The work pump failed; the bot keeps retrying with growing pauses", "Information The work pump works again"],
            pumps.Log.Lines
        );

        pumps.Inbox.Fault = new StorageUnavailableException("The test's storage is full.");
        pumps.Time.Advance(Idle);
        Assert.InRange((await pumps.Time.PauseAsync()).TotalSeconds, 0.75, 1.25);
        Assert.Equal(3, pumps.Log.Lines.Count);
    }

    [Fact]
    public async Task A_failure_of_one_pump_does_not_stop_the_other_or_later_rounds()
    {
        await using var pumps = new Pumps();
        var asked = 0;
        pumps.Inbox.Fault = new InvalidOperationException("a mistake of the program");
        pumps
            .Outbox.Setup(outbox => outbox.LeaseDueAsync(It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() =>
                ++asked <= 3
                    ?
                    [
                        new Delivery.Post(new Card { Title = "T", Summary = "S" })
                        {
                            Key = "k",
                            To = Item.Request.Conversation,
                            Due = default,
                        },
                    ]
                    : []
            );
        await pumps.StartAsync();

        await pumps.Time.PauseAsync();
        await pumps.Time.PauseAsync();

        Assert.Equal(4, asked);
        pumps.Inbox.Fault = null;
        pumps.Time.Advance(TimeSpan.FromSeconds(2));
        await pumps.Inbox.WhenAskedAsync(2);
    }

    [Fact]
    public async Task A_stop_lets_running_work_finish_and_starts_nothing_new()
    {
        await using var pumps = new Pumps();
        pumps.Inbox.Rounds.Enqueue([Item]);
        pumps.Answering = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await pumps.StartAsync();
        var cancelled = await pumps.Began.Task.WaitAsync(Token);

        var stop = pumps.StopAsync();
        pumps.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(cancelled.IsCancellationRequested);
        Assert.False(stop.IsCompleted);
        pumps.Answering.SetResult();
        await stop;

        Assert.Equal(1, pumps.Answered);
        Assert.Equal(1, pumps.Inbox.Asked);
        Assert.Empty(pumps.Log.Lines);
    }

    [Fact]
    public async Task Unfinished_work_is_cancelled_10_s_after_the_stop_in_time_to_hand_it_back()
    {
        await using var pumps = new Pumps();
        pumps.Inbox.Rounds.Enqueue([Item]);
        pumps.Answering = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await pumps.StartAsync();
        var cancelled = await pumps.Began.Task.WaitAsync(Token);

        var stop = pumps.StopAsync();
        Assert.False(cancelled.IsCancellationRequested);
        pumps.Time.Advance(TimeSpan.FromSeconds(10));
        await stop;

        Assert.True(cancelled.IsCancellationRequested);
        Assert.Equal(0, pumps.Answered);
        Assert.Equal(1, pumps.Inbox.Asked);
        Assert.Empty(pumps.Log.Lines); // an orderly end is not a failure
        Assert.True(TimeSpan.FromSeconds(10) < new HostOptions().ShutdownTimeout);
    }

    [Fact]
    public async Task A_request_cancelled_at_the_stop_is_back_in_the_inbox_and_due_at_once()
    {
        var (time, directory) = (new WatchedTime(), new SilentDirectory());
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(time).AddSingleton<IPersonDirectory>(directory);
        services.AddIncidentIq();
        services.AddCore();
        await using var provider = services.BuildServiceProvider();
        var inbox = provider.GetRequiredService<IInbox>();
        await inbox.StoreAsync(Item, ["k"], Token);
        await inbox.HandBackAsync(Item, Token);
        using var pumps = ActivatorUtilities.CreateInstance<WorkPumps>(provider);
        await pumps.StartAsync(Token);
        await directory.Asked.Task.WaitAsync(Token);
        Assert.Empty(await inbox.LeaseDueAsync(1, Token));

        var stop = pumps.StopAsync(Token);
        time.Advance(TimeSpan.FromSeconds(10));
        await stop;

        Assert.Equal(Item.Id, Assert.Single(await inbox.LeaseDueAsync(1, Token)).Id);
    }
}
