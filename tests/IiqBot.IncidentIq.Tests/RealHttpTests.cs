using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.IO.Compression;
using System.Text;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tests.Scripted;
using IiqBot.IncidentIq.Tickets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IiqBot.IncidentIq.Tests;

/// <summary>The client with its own HTTP handler, over sockets.</summary>
public sealed class RealHttpTests
{
    private const string Email = "ada.example@maplewood.example";
    private static readonly string Person = $$"""{"StatusCode":200,"Item":{"UserId":"{{Ids.User}}","Name":"Ada","Email":"{{Email}}"} }""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_redirect_is_not_followed_so_the_token_is_not_leaked()
    {
        var reached = 0;
        await using var elsewhere = await LocalServer.StartAsync(_ =>
        {
            Interlocked.Increment(ref reached);
            return Task.CompletedTask;
        });
        await using var server = await LocalServer.StartAsync(http =>
        {
            http.Response.Redirect(elsewhere.Url.AbsoluteUri);
            return Task.CompletedTask;
        });
        using var client = Client(server.Url);

        var failure = await Assert.ThrowsAsync<IncidentIqException>(() =>
            client.GetRequiredService<ILookups>().UserByEmailAsync(Email, Cancel)
        );
        Assert.Equal((IncidentIqFailure.NotUnderstood, 302), (failure.Failure, failure.StatusCode));
        Assert.Equal(0, reached);
    }

    [Fact]
    public async Task Cookies_are_not_stored_and_no_trace_header_is_sent()
    {
        var seen = new List<IHeaderDictionary>();
        await using var server = await LocalServer.StartAsync(http =>
        {
            seen.Add(http.Request.Headers);
            http.Response.Headers.SetCookie = "a=b";
            return http.Response.WriteAsync("""{"StatusCode":404}""", Cancel);
        });
        using var client = Client(server.Url);
        using var outer = new Activity("request").Start();
        await client.GetRequiredService<ILookups>().UserByEmailAsync(Email, Cancel);
        await client.GetRequiredService<ILookups>().UserByEmailAsync("b@maplewood.example", Cancel);

        Assert.Equal(2, seen.Count);
        Assert.All(seen, h => Assert.False(h.ContainsKey("Cookie") || h.ContainsKey("traceparent")));
    }

    [Fact]
    public async Task A_decompression_bomb_is_not_unpacked_to_its_end()
    {
        await using var server = await LocalServer.StartAsync(async http =>
        {
            http.Response.Headers.ContentEncoding = "gzip";
            await using var zip = new GZipStream(http.Response.Body, CompressionLevel.Fastest);
            await zip.WriteAsync(Encoding.UTF8.GetBytes("{" + new string(' ', 9 * 1024 * 1024) + "}"), Cancel);
        });
        using var client = Client(server.Url);
        var failure = await Assert.ThrowsAsync<IncidentIqException>(() =>
            client.GetRequiredService<ILookups>().UserByEmailAsync(Email, Cancel)
        );
        Assert.Equal(IncidentIqFailure.NotUnderstood, failure.Failure);
    }

    [Fact]
    public async Task A_creation_whose_connection_breaks_after_it_arrived_may_have_been_done()
    {
        var arrived = 0;
        await using var server = await LocalServer.StartAsync(async http =>
        {
            if (http.Request.Path.StartsWithSegments("/api/v1.0/sites", StringComparison.Ordinal))
            {
                await http.Response.WriteAsync("""{"StatusCode":200,"Item":{"IanaTimeZone":"America/New_York"} }""", Cancel);
                return;
            }

            await http.Request.Body.CopyToAsync(Stream.Null, Cancel);
            Interlocked.Increment(ref arrived);
            http.Abort();
        });
        using var client = Client(server.Url);
        var failure = await Assert.ThrowsAsync<IncidentIqException>(() => CreateAsync(client));
        Assert.Equal((IncidentIqFailure.Unreachable, true, 1), (failure.Failure, failure.OutcomeUnknown, arrived));
    }

    [Fact]
    public async Task A_creation_whose_connection_was_refused_has_not_been_done()
    {
        var server = await LocalServer.StartAsync(http =>
            http.Response.WriteAsync("""{"StatusCode":200,"Item":{"IanaTimeZone":"America/New_York"} }""", Cancel)
        );
        using var client = Client(server.Url);
        await client.GetRequiredService<ILookups>().SiteAsync(Cancel);
        await server.DisposeAsync();

        var failure = await Assert.ThrowsAsync<IncidentIqException>(() => CreateAsync(client));
        Assert.Equal((IncidentIqFailure.Unreachable, false), (failure.Failure, failure.OutcomeUnknown));
    }

    [Fact]
    public async Task Traces_metrics_and_logs_name_the_route_but_no_person_and_no_token()
    {
        var told = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var server = await LocalServer.StartAsync(http => http.Response.WriteAsync(Person, Cancel));
        using var client = Client(server.Url, s => s.AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(new Recorder(told))));
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "IiqBot.IncidentIq" || source.Name.StartsWith("System.Net", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => told.Enqueue($"span {span.DisplayName} {string.Join(' ', span.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(spans);
        using var measures = new MeterListener
        {
            InstrumentPublished = (i, l) =>
            {
                if (i.Meter.Name == "IiqBot.IncidentIq")
                    l.EnableMeasurementEvents(i);
            },
        };
        measures.SetMeasurementEventCallback<double>(
            (i, _, tags, _) => told.Enqueue($"measure {i.Name} {string.Join(' ', tags.ToArray())}")
        );
        measures.SetMeasurementEventCallback<long>((i, _, tags, _) => told.Enqueue($"measure {i.Name} {string.Join(' ', tags.ToArray())}"));
        measures.Start();

        Assert.NotNull(await client.GetRequiredService<ILookups>().UserByEmailAsync(Email, Cancel));

        const string Route = "/api/v1.0/users/by-email/{SiteId}/{EmailAddress}";
        Assert.Contains(
            told,
            t => t.StartsWith($"span GET {Route}", StringComparison.Ordinal) && t.Contains("[outcome, Ok]", StringComparison.Ordinal)
        );
        Assert.Contains(
            told,
            t =>
                t.StartsWith("measure iiqbot.incidentiq.call.duration", StringComparison.Ordinal)
                && t.Contains(Route, StringComparison.Ordinal)
        );
        Assert.Contains(told, t => t.StartsWith("measure iiqbot.incidentiq.attempts", StringComparison.Ordinal));
        Assert.All(
            told,
            t =>
            {
                Assert.DoesNotContain("maplewood", t, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(ScriptedClient.Token, t, StringComparison.Ordinal);
            }
        );
    }

    private static ServiceProvider Client(Uri url, Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new HurriedTime());
        services.AddIncidentIq();
        services.Configure<IncidentIqOptions>(o =>
            (o.BaseUrl, o.SiteId, o.ApiToken, o.AttemptTimeout) = (
                url,
                ScriptedClient.SiteId,
                ScriptedClient.Token,
                TimeSpan.FromSeconds(40)
            )
        );
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }

    private static Task<Ticket> CreateAsync(ServiceProvider client) =>
        client
            .GetRequiredService<ITickets>()
            .CreateAsync(
                new()
                {
                    Subject = "s",
                    Description = "d",
                    RequesterId = Ids.User,
                    Issue = new Issue(Ids.Issue, "i"),
                    LocationId = Ids.Location,
                },
                Cancel
            );

    private sealed class Recorder(System.Collections.Concurrent.ConcurrentQueue<string> told) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => told.Enqueue($"log {formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
