using System.Threading.Channels;
using IiqBot.Core.Durability;
using IiqBot.Storage.Running;
using IiqBot.Storage.Tests.Contracts;
using IiqBot.Storage.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Quartz;
using static IiqBot.Storage.Tests.Contracts.Samples;

namespace IiqBot.Storage.Tests;

/// <summary>Scheduled jobs really run, each on one replica.</summary>
public sealed class SchedulerTests(PostgreSqlServer server)
{
    [Fact]
    public async Task One_of_two_replicas_runs_each_job_and_the_other_continues_without_it()
    {
        var ticks = System.Threading.Channels.Channel.CreateUnbounded<Tick>();
        await using var world = await World.CreateAsync(Kind.PostgreSql, server);
        world.Also = services =>
            services
                .AddSingleton(ticks.Writer)
                .AddQuartz(quartz =>
                    quartz
                        .UseTimeProvider(TimeProvider.System) // the two nodes use it to tell each other that they are alive
                        .ScheduleJob<Bell>(trigger => trigger.WithIdentity(nameof(Bell)).WithCronSchedule("* * * * * ?"))
                );
        var (first, second) = (await world.JoinAsync(), await world.JoinAsync());
        await WhenBothAreInAsync(world, ticks.Reader);

        var rung = await TakeAsync(ticks.Reader, 5);
        await first.DisposeAsync();
        while (ticks.Reader.TryRead(out var late))
            rung.Add(late);
        var before = rung.Count;
        rung.AddRange(await TakeAsync(ticks.Reader, 3));
        var survivor = (await second.Get<ISchedulerFactory>().GetScheduler(Token)).SchedulerInstanceId;
        await second.DisposeAsync();
        while (ticks.Reader.TryRead(out var late))
            rung.Add(late);

        Assert.True(
            rung.DistinctBy(tick => tick.At).Count() == rung.Count,
            $"after {before} the first was gone:\n{string.Join('\n', rung)}"
        );
        Assert.All(rung[before..], tick => Assert.Equal(survivor, tick.By));
    }

    [Fact]
    public async Task A_replica_that_must_stop_does_not_wait_for_a_starting_scheduler()
    {
        await using var world = await World.OpenAsync(Kind.PostgreSql, server);
        await RunningAsync(world.First);
        await using var other = new NpgsqlConnection(world.ConnectionString);
        await using var observer = new NpgsqlConnection(world.ConnectionString);
        await Task.WhenAll(other.OpenAsync(Token), observer.OpenAsync(Token));
        await using var transaction = await other.BeginTransactionAsync(Token);
        await ScalarAsync(other, "SELECT 1 FROM qrtz_locks WHERE lock_name = 'STATE_ACCESS' FOR UPDATE");
        var replica = await world.JoinAsync();
        await UntilAsync(async () =>
            await ScalarAsync(
                observer,
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            ) > 0
        );

        var part = replica.Get<IEnumerable<IHostedService>>().OfType<StorageInitialization>().Single();
        var fault = await Record.ExceptionAsync(() => part.StopAsync(new CancellationToken(canceled: true)));

        Assert.Null(fault);
        Assert.False(part.ExecuteTask!.IsCompleted, "It was not starting any more.");
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.PostgreSql)]
    public async Task The_clean_up_runs_at_the_configured_times(Kind kind)
    {
        var runs = System.Threading.Channels.Channel.CreateUnbounded<DateTimeOffset>();
        await using var world = await World.CreateAsync(kind, server, ("Storage:CleanUpSchedule", "0 0 3 * * ?"));
        world.Also = services => services.AddQuartz(quartz => quartz.AddJobListener(new Listener(runs.Writer)));
        await RunningAsync(await world.JoinAsync());
        var (inbox, item) = (world.Get<IInbox>(), world.Item());
        await inbox.StoreAsync(item, item.Keys(), Token);
        await inbox.FinishAsync(item, Answer(), new([], null), Token);
        await inbox.ShownAsync(item, null, null, Token);

        world.Time.Advance(TimeSpan.FromHours(15));
        var firstNight = (await RunAsync(), await inbox.FindAsync(item.Id, Token));
        world.Time.Advance(TimeSpan.FromHours(24));
        var secondNight = (await RunAsync(), await inbox.FindAsync(item.Id, Token));

        // The request is stored at noon and kept for a day, so the second night deletes it.
        Assert.Equal((item.ReceivedAt.AddHours(15), item.Id), (firstNight.Item1, firstNight.Item2?.Id));
        Assert.Equal((item.ReceivedAt.AddHours(39), null), (secondNight.Item1, secondNight.Item2?.Id));

        Task<DateTimeOffset> RunAsync() => runs.Reader.ReadAsync(Token).AsTask().WaitAsync(TimeSpan.FromMinutes(1), Token);
    }

    [Fact]
    public async Task By_default_the_clean_up_runs_a_quarter_past_each_hour()
    {
        await using var world = await World.OpenAsync(Kind.Sqlite, server);
        var scheduler = await world.Get<ISchedulerFactory>().GetScheduler(Token);

        var trigger = Assert.IsType<ICronTrigger>(await scheduler.GetTrigger(new TriggerKey(nameof(CleanUp)), Token), exactMatch: false);

        Assert.Equal(("0 15 * * * ?", TimeZoneInfo.Utc), (trigger.CronExpressionString, trigger.TimeZone));
    }

    [Fact]
    public async Task A_replica_with_another_schedule_changes_it_for_all_replicas()
    {
        await using var world = await World.OpenAsync(Kind.PostgreSql, server);
        var first = await TriggerAsync(world.First);

        var same = await TriggerAsync(await world.JoinAsync());
        var other = await TriggerAsync(await world.JoinAsync(("Storage:CleanUpSchedule", "0 30 4 * * ?")));

        Assert.Equal((first.CronExpressionString, first.StartTimeUtc), (same.CronExpressionString, same.StartTimeUtc));
        Assert.Equal(("0 30 4 * * ?", TimeZoneInfo.Utc), (other.CronExpressionString, other.TimeZone));
    }

    private static async Task<ICronTrigger> TriggerAsync(Replica replica)
    {
        var scheduler = await RunningAsync(replica);
        return Assert.IsType<ICronTrigger>(await scheduler.GetTrigger(CleanUp.Trigger, Token), exactMatch: false);
    }

    private static async Task<IScheduler> RunningAsync(Replica replica)
    {
        var scheduler = await replica.Get<ISchedulerFactory>().GetScheduler(Token);
        await UntilAsync(() => Task.FromResult(scheduler.Status == SchedulerStatus.Running)); // it starts in parallel with the process
        return scheduler;
    }

    // Neither Quartz nor the server signals this. If it never happens, the test fails instead of hanging.
    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (!await isSo())
            await Task.Delay(20, limit.Token);
    }

    private static async Task<long> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(Token) ?? 0, null);
    }

    private static async Task<List<Tick>> TakeAsync(ChannelReader<Tick> ticks, int count)
    {
        var taken = new List<Tick>();
        while (taken.Count < count)
            taken.Add(await ticks.ReadAsync(Token));
        return taken;
    }

    private static async Task WhenBothAreInAsync(World world, ChannelReader<Tick> ticks)
    {
        await using var connection = new NpgsqlConnection(world.ConnectionString);
        await connection.OpenAsync(Token);
        do await ticks.ReadAsync(Token);
        while (await ScalarAsync(connection, "SELECT count(*) FROM qrtz_scheduler_state") < 2);
    }

    /// <summary>One run of the job: the tick it was for, and the replica that ran it.</summary>
    private sealed record Tick(DateTimeOffset? At, string By);

    private sealed class Listener(ChannelWriter<DateTimeOffset> runs) : IJobListener
    {
        public string Name => nameof(Listener);

        public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken = default) => default;

        public ValueTask JobExecutionVetoed(IJobExecutionContext context, CancellationToken cancellationToken = default) => default;

        public ValueTask JobWasExecuted(
            IJobExecutionContext context,
            JobExecutionException? jobException,
            CancellationToken cancellationToken = default
        ) => runs.WriteAsync(context.ScheduledFireTimeUtc ?? default, cancellationToken);
    }

    private sealed class Bell(ChannelWriter<Tick> ticks) : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
            ticks.WriteAsync(new(context.ScheduledFireTimeUtc, context.Scheduler.SchedulerInstanceId), cancellationToken);
    }
}
