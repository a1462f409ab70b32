using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using IiqBot.Core.Durability;
using IiqBot.Core.Durability.InMemory;
using IiqBot.FakeConnector;
using IiqBot.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IiqBot.Benchmarks.Storage;

/// <summary>
/// A whole turn, from the activity to the reply at the connector, by the service with its SQLite file and by the same service with
/// stores in memory, alternately in one process. Incident IQ is the made-up district on this machine: once it answers at once, so
/// that its share of a turn is far smaller than a real one's and the storage's larger; once after a time that a real one needs at least.
/// </summary>
internal static class WritingTurnRun
{
    private const int People = 400;
    private const int Pairs = 15;
    private const int Turns = 20;
    private const int AtOnce = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Less than a request needs to a data centre of the same region and back, with the work there.
    private static readonly TimeSpan RealDelay = TimeSpan.FromMilliseconds(25);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, $"turns-{Guid.NewGuid():N}")).FullName;
        await using var district = await District.StartAsync(People, cancellationToken);
        await using var stored = await StartAsync(district, folder, _ => { }, cancellationToken);
        await using var remembered = await StartAsync(district, Path.Combine(folder, "unused"), KeepInMemory, cancellationToken);
        using var sender = new Sender(district);
        await sender.AloneAsync(stored, "new Projector in 204 shows no picture", 1, cancellationToken);
        var number = await NewestTicketAsync(district, cancellationToken);
        await CompareAsync(district, sender, stored, remembered, "at once", TimeSpan.Zero, number, cancellationToken);
        await CompareAsync(
            district,
            sender,
            stored,
            remembered,
            $"after {RealDelay.TotalMilliseconds:0} ms",
            RealDelay,
            number,
            cancellationToken
        );
        district.AnswerAfter(TimeSpan.Zero);
        await BlockedAsync(sender, stored, Path.Combine(folder, "iiqbot.db"), cancellationToken);
        await stored.StopAsync(cancellationToken);
        await remembered.StopAsync(cancellationToken);
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task CompareAsync(
        District district,
        Sender sender,
        WebApplication stored,
        WebApplication remembered,
        string answers,
        TimeSpan delay,
        string number,
        CancellationToken cancellationToken
    )
    {
        district.AnswerAfter(delay);
        var table = new Table(
            "turn",
            "with storage: median ms",
            "in memory: median ms",
            "ratio of a pair: median (from – to)",
            "turns/s, 16 at once: storage",
            "memory",
            "ratio"
        );
        foreach (
            var (what, text) in new[]
            {
                ("file a ticket", "new Projector in 204 shows no picture"),
                ("comment", $"comment {number} the lamp is on"),
                ("read only (help)", "help"),
            }
        )
        {
            var (withStorage, inMemory) = (new List<double>(), new List<double>());
            for (var pair = -2; pair < Pairs; pair++) // two to warm up
            {
                var one = await sender.AloneAsync(stored, text, Turns, cancellationToken);
                var other = await sender.AloneAsync(remembered, text, Turns, cancellationToken);
                if (pair < 0)
                    continue;
                withStorage.Add(one);
                inMemory.Add(other);
            }

            var ratios = withStorage.Zip(inMemory, (a, b) => a / b).ToArray();
            var (rate, rateInMemory) = (new List<double>(), new List<double>());
            for (var pair = 0; pair < 5; pair++)
            {
                rate.Add(await sender.TogetherAsync(stored, text, AtOnce, cancellationToken));
                rateInMemory.Add(await sender.TogetherAsync(remembered, text, AtOnce, cancellationToken));
            }

            table.Add(
                what,
                $"{Figures.Median(withStorage):0.0}",
                $"{Figures.Median(inMemory):0.0}",
                $"{Figures.Median(ratios):0.00} ({ratios.Min():0.00} – {ratios.Max():0.00})",
                $"{Figures.Median(rate):0}",
                $"{Figures.Median(rateInMemory):0}",
                $"{Figures.Median(rate.Zip(rateInMemory, (a, b) => a / b)):0.00}"
            );
        }

        Console.WriteLine(
            $"\nWhole turns, Incident IQ answering {answers}: {Pairs} pairs of {Turns} one after another, and 5 pairs of {10 * AtOnce}, {AtOnce} at once."
        );
        table.Print();
    }

    /// <summary>Reads while somebody else holds the file's writer lock: whoever waited for the storage would wait with it.</summary>
    private static async Task BlockedAsync(Sender sender, WebApplication app, string path, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        var free = await sender.AloneAsync(app, "help", Turns, cancellationToken);
        await using (var transaction = connection.BeginTransaction(deferred: false))
        {
            var blocked = await sender.AloneAsync(app, "help", Turns, cancellationToken);
            Console.WriteLine($"Read only while nothing can be written: {blocked:0.0} ms, otherwise {free:0.0} ms.");
        }
    }

    private static void KeepInMemory(IServiceCollection services) =>
        services
            .Replace(ServiceDescriptor.Singleton<IInbox, MemoryInbox>())
            .Replace(ServiceDescriptor.Singleton<IOutbox, MemoryOutbox>())
            .Replace(ServiceDescriptor.Singleton<IPostedCards, MemoryPostedCards>())
            .Replace(ServiceDescriptor.Singleton<IAuditLog, MemoryAuditLog>())
            .Replace(ServiceDescriptor.Singleton<IKnownPeople, MemoryKnownPeople>())
            .Replace(ServiceDescriptor.Singleton<IConversations, MemoryConversations>())
            .Replace(ServiceDescriptor.Singleton<IFilingLedger, MemoryFilingLedger>())
            .Replace(ServiceDescriptor.Singleton<ITicketActs, MemoryTicketActs>());

    private static async Task<WebApplication> StartAsync(
        District district,
        string folder,
        Action<IServiceCollection> change,
        CancellationToken cancellationToken
    )
    {
        var settings = district
            .Settings.Where(setting => setting.Key.Contains("__", StringComparison.Ordinal))
            .SelectMany(setting => new[] { $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}", setting.Value! });
        string[] arguments =
        [
            .. settings,
            "--environment",
            "Production",
            "--urls",
            "http://127.0.0.1:0",
            "--Storage:DataFolder",
            folder,
            "--Logging:LogLevel:Default",
            "None",
        ];
        var app = await ServiceCommand.BuildAsync(
            arguments,
            services =>
            {
                change(services);
                services.ConfigureHttpClientDefaults(clients =>
                    clients.ConfigurePrimaryHttpMessageHandler((handler, _) => Trust(handler, district.Teams))
                );
            }
        );
        await app.StartAsync(cancellationToken);
        return app;
    }

    // The fake's certificate was made at start; nothing else of the service's handlers changes.
    private static void Trust(HttpMessageHandler handler, FakeTeams teams)
    {
        if (handler is not SocketsHttpHandler sockets)
            return;
        sockets.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { teams.CertificateAuthority },
            RevocationMode = X509RevocationMode.NoCheck,
        };
    }

    private static async Task<string> NewestTicketAsync(District district, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = new Uri(district.Settings["IncidentIq__BaseUrl"]!) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", district.Settings["IncidentIq__ApiToken"]);
        client.DefaultRequestHeaders.Add("SiteId", district.Settings["IncidentIq__SiteId"]);
        client.DefaultRequestHeaders.Add("Client", "ApiClient");
        using var answer = await client.PostAsJsonAsync(
            "/api/v1.0/tickets?$s=500",
            new { Filters = Array.Empty<object>() },
            cancellationToken
        );
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return json.GetProperty("Items")
            .EnumerateArray()
            .MaxBy(ticket => long.Parse(ticket.GetProperty("TicketNumber").GetString()!, CultureInfo.InvariantCulture))
            .GetProperty("TicketNumber")
            .GetString()!;
    }

    private sealed class Sender(District district) : IDisposable
    {
        private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false });
        private int _next;

        public void Dispose() => _client.Dispose();

        /// <summary>One turn after another: the median time to a reply, in milliseconds.</summary>
        public async Task<double> AloneAsync(WebApplication app, string text, int count, CancellationToken cancellationToken)
        {
            var times = new double[count];
            for (var i = 0; i < count; i++)
            {
                var replied = district.Teams.WaitForActivitiesAsync(district.Teams.ReceivedActivities + 1, Patience, cancellationToken);
                var started = Stopwatch.GetTimestamp();
                await SendAsync(app, text, cancellationToken);
                await replied;
                times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }

            return Figures.Median(times);
        }

        /// <summary>Many turns at once: replies per second.</summary>
        public async Task<double> TogetherAsync(WebApplication app, string text, int atOnce, CancellationToken cancellationToken)
        {
            var (turns, started, before) = (10 * atOnce, Stopwatch.GetTimestamp(), district.Teams.ReceivedActivities);
            using var free = new SemaphoreSlim(atOnce);
            var sending = Task.WhenAll(
                Enumerable
                    .Range(0, turns)
                    .Select(async _ =>
                    {
                        await free.WaitAsync(cancellationToken);
                        await SendAsync(app, text, cancellationToken);
                    })
            );
            var received = before;
            while (received < before + turns)
            {
                await district.Teams.WaitForActivitiesAsync(received + 1, Patience, cancellationToken);
                var now = district.Teams.ReceivedActivities;
                if (now > received)
                    free.Release((int)(now - received)); // who waits is woken a moment before the count moves
                received = now;
            }

            await sending;
            return turns / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }

        private async Task SendAsync(WebApplication app, string text, CancellationToken cancellationToken)
        {
            var chat = district.Chats[(uint)Interlocked.Increment(ref _next) % district.Chats.Length];
            var activity = district.Teams.Compose("message", chat, chat.Members[0]);
            (activity["textFormat"], activity["text"]) = ("plain", text);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(app.Urls.First()), "/api/messages"))
            {
                Content = new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json"),
                Headers = { Authorization = AuthenticationHeaderValue.Parse(district.Teams.CreateAuthorization()!) },
            };
            using var answer = await _client.SendAsync(request, cancellationToken);
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new InvalidOperationException(
                    string.Create(CultureInfo.InvariantCulture, $"The answer was {(int)answer.StatusCode}.")
                );
        }
    }
}
