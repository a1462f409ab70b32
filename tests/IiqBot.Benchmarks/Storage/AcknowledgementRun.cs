using System.Diagnostics;
using IiqBot.Core;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.IncidentIq;
using IiqBot.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IiqBot.Benchmarks.Storage;

/// <summary>
/// What comes before the acknowledgement of a request that writes: understanding it and storing it, in a SQLite file on this
/// machine's disk, with <c>synchronous=FULL</c>. Beside it what the disk itself needs to keep something.
/// </summary>
internal static class AcknowledgementRun
{
    private const int Count = 1000;
    private const int AtOnce = 16;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        // Not the folder for temporary files, which may be in memory.
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, $"storage-{Guid.NewGuid():N}")).FullName;
        try
        {
            var table = new Table("alone, one after another", "median ms", "p99 ms", "per second");
            Add(table, "4 KB appended and synced (fdatasync of the disk)", Disk(folder));
            Add(table, "a bare INSERT in SQLite, WAL, synchronous=FULL", Bare(folder));
            var accepted = await AcceptAsync(folder, cancellationToken);
            Add(table, "a request that writes, understood and stored", accepted.Writing);
            Add(table, $"the same, {AtOnce} at once", accepted.WritingTogether, AtOnce);
            Add(table, "a request that only reads, understood", accepted.Reading);
            Console.WriteLine($"\nBefore the acknowledgement: {Count} of each.");
            table.Print();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Add(Table table, string what, double[] times, int atOnce = 1) =>
        table.Add(what, $"{Figures.Median(times):0.00}", $"{Figures.Percentile(times, 0.99):0.00}", $"{atOnce * 1000 / times.Average():0}");

    private static double[] Disk(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, "disk"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        return Time(() =>
        {
            file.Write(page);
            file.Flush(flushToDisk: true);
        });
    }

    private static double[] Bare(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "bare.db")};Pooling=False");
        connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (id TEXT PRIMARY KEY, v TEXT)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO t VALUES ($id, $v)";
        var id = insert.Parameters.Add("$id", SqliteType.Text);
        insert.Parameters.AddWithValue("$v", new string('x', 1000));
        return Time(() =>
        {
            id.Value = Guid.NewGuid().ToString();
            insert.ExecuteNonQuery();
        });

        void Execute(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    private static double[] Time(Action once)
    {
        var times = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            once();
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return times;
    }

    private static async Task<(double[] Writing, double[] WritingTogether, double[] Reading)> AcceptAsync(
        string folder,
        CancellationToken cancellationToken
    )
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder });
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.Services.AddIncidentIq();
        builder.Services.AddCore();
        builder.Services.AddStorage(builder.Configuration);
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        var intake = host.Services.GetRequiredService<Intake>();
        for (var i = 0; i < Count; i++)
            await AcceptAsync("new Projector in 204 shows no picture"); // until the code was compiled anew
        var writing = await TimeAsync(Count, "new Projector in 204 shows no picture");
        var together = (
            await Task.WhenAll(
                Enumerable.Range(0, AtOnce).Select(_ => Task.Run(() => TimeAsync(Count / AtOnce, "new Projector in 204 shows no picture")))
            )
        )
            .SelectMany(times => times)
            .ToArray();
        var reading = await TimeAsync(Count, "my tickets");
        await host.StopAsync(cancellationToken);
        SqliteConnection.ClearAllPools();
        return (writing, together, reading);

        async Task<double[]> TimeAsync(int count, string text)
        {
            var times = new double[count];
            for (var i = 0; i < count; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await AcceptAsync(text);
                times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }

            return times;
        }

        async Task AcceptAsync(string text)
        {
            var actor = new Actor("msteams", "tenant", $"29:{Guid.NewGuid()}");
            var request = new BotRequest
            {
                Id = Guid.NewGuid().ToString(),
                Kind = RequestKind.Message,
                Actor = actor,
                Text = text,
                Conversation = new ConversationAddress("msteams", "tenant", $"a:{Guid.NewGuid()}", ConversationScope.OneToOne)
                {
                    Route = "https://smba.example/amer/",
                },
            };
            var accepted = await intake.AcceptAsync(request, cancellationToken);
            if (accepted.IsStored != text.StartsWith("new", StringComparison.Ordinal))
                throw new InvalidOperationException("It was not stored as it should be: these figures do not count.");
        }
    }
}
