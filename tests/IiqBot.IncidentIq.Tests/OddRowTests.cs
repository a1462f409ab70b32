using System.Diagnostics.Metrics;
using IiqBot.IncidentIq.Tests.Scripted;
using IiqBot.IncidentIq.Tickets;
using IiqBot.IncidentIq.Wire;

namespace IiqBot.IncidentIq.Tests;

public sealed class OddRowTests : IDisposable
{
    private const string V1 = "/api/v1.0";
    private static readonly Guid Good = OddRows.Good;

    private static readonly Dictionary<string, ListCall> Lists = new(StringComparer.Ordinal)
    {
        ["tickets"] = new(
            typeof(WireTicket),
            $"POST {V1}/tickets",
            async c => (await c.Tickets.QueryAsync(new(), Cancel)).Items.Select(t => t.Id)
        ),
        ["ticket by number"] = new(
            typeof(WireTicket),
            $"POST {V1}/tickets",
            async c => [(await c.Tickets.FindByNumberAsync("T-1", Cancel))!.Id]
        ),
        ["tickets found by a scan"] = new(
            typeof(WireTicket),
            $"POST {V1}/search/scan",
            async c => [(await c.Tickets.FindByNumberAsync("T-1", Cancel))!.Id]
        )
        {
            Wrap = rows => $$""" "Item":{"Tickets":{{rows}}} """,
        },
        ["devices of a ticket"] = new(
            typeof(WireTicketAsset),
            $"GET {V1}/tickets/{Good}/assets",
            async c => (await c.Tickets.GetAssetsAsync(Good, Cancel)).Select(a => a.AssetId ?? default)
        ),
        ["devices by tag"] = new(
            typeof(WireAsset),
            $"GET {V1}/assets/assettag/text",
            async c => (await c.Assets.FindByTagAsync("text", Cancel)).Select(a => a.Id)
        ),
        ["files"] = new(
            typeof(WireFile),
            $"GET {V1}/files/entity/888891ac-91aa-e711-80c2-100dffa00001/{Good}",
            async c => (await c.Files.OfTicketAsync(Good, Cancel)).Select(f => f.Name == "text" ? Good : default)
        ),
        ["timeline"] = new(
            typeof(WireActivity),
            $"GET {V1}/tickets/{Good}/timeline",
            async c => (await c.Activities.TimelineAsync(Good, Cancel)).Select(a => a.Id)
        ),
        ["people"] = new(
            typeof(WireUser),
            $"POST {V1}/users",
            async c => (await c.Lookups.SearchUsersAsync("text", 100, Cancel)).Select(u => u.Id)
        ),
        ["agents"] = new(typeof(WireUser), $"POST {V1}/users/agents", async c => (await c.Lookups.AgentsAsync(Cancel)).Select(u => u.Id)),
        ["teams"] = new(typeof(WireTeam), $"GET {V1}/teams/all", async c => (await c.Lookups.TeamsAsync(Cancel)).Select(t => t.Id)),
        ["locations"] = new(
            typeof(WireLocation),
            "GET /api/v2.0/locations/all",
            async c => (await c.Lookups.LocationsAsync(Cancel)).Select(l => l.Id)
        ),
        ["rooms"] = new(
            typeof(WireRoom),
            $"POST /api/v2.0/locations/{Good}/rooms",
            async c => (await c.Lookups.RoomsAsync(Good, Cancel)).Select(r => r.Id)
        ),
        ["issues"] = new(typeof(WireIssue), $"POST {V1}/issues", async c => (await c.Lookups.IssuesAsync(Cancel)).Select(i => i.Id)),
        ["priorities"] = new(
            typeof(WirePriority),
            $"GET {V1}/tickets/priorities",
            async c => (await c.Lookups.PrioritiesAsync(Cancel)).Select(p => p.Id)
        ),
        ["steps"] = new(
            typeof(WireStep),
            $"GET {V1}/tickets/workflows/statuses",
            async c => (await c.Lookups.StepsAsync(Cancel)).Select(s => s.Id)
        ),
        ["next steps"] = new(
            typeof(WireStep),
            $"GET {V1}/workflows/steps/{Good}/nextsteps/steps",
            async c => (await c.Lookups.NextStepsAsync(Good, Cancel)).Select(s => s.Id)
        ),
        ["close reasons"] = new(
            typeof(WireCloseReason),
            $"GET {V1}/resolutions/close-reason-types",
            async c => (await c.Lookups.CloseReasonsAsync(Cancel)).Select(r => r.Id)
        )
        {
            Wrap = rows => $""" "Item":{rows} """,
        },
    };

    private readonly ScriptedClient _client = new(options => options.ProductIds.Add(Good));

    public static TheoryData<string> Names => [.. Lists.Keys];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Odd_rows_do_not_hide_good_rows(string name)
    {
        var list = Lists[name];
        foreach (var items in OddRows.Items(list.Row))
        {
            using var client = new ScriptedClient(options => options.ProductIds.Add(Good));
            client
                .Site.On($"POST {V1}/tickets", Reply.Ok($$""" "Items":[{"TicketId":"{{Ids.Other}}","TicketNumber":"another"}] """))
                .On($"GET {V1}/tickets/{Good}", Reply.Ok($$""" "Item":{{OddRows.Sample(typeof(WireTicket), Good).ToJsonString()}} """))
                .On(list.Line, Reply.Ok(list.Wrap(items)));

            Assert.Contains(Good, await list.AskAsync(client));
        }
    }

    [Fact]
    public void Every_kind_of_row_is_tested() =>
        Assert.Equal(
            typeof(IWireRow)
                .Assembly.GetTypes()
                .Where(t => t.IsClass && t.IsAssignableTo(typeof(IWireRow)))
                .Select(t => t.Name)
                .Order(StringComparer.Ordinal),
            Lists.Values.Select(list => list.Row.Name).Distinct().Order(StringComparer.Ordinal)
        );

    [Fact]
    public void An_odd_record_or_list_in_a_row_does_not_hide_the_row() =>
        Assert.Empty(
            from row in typeof(IWireRow).Assembly.GetTypes()
            where row.IsClass && row.IsAssignableTo(typeof(IWireRow))
            from member in row.GetProperties()
            where member.PropertyType.IsArray || member.PropertyType.Namespace == typeof(IWireRow).Namespace
            where !member.IsDefined(typeof(System.Text.Json.Serialization.JsonConverterAttribute), inherit: false)
            select $"{row.Name}.{member.Name}"
        );

    [Fact]
    public async Task A_single_record_with_an_odd_member_is_read_or_refused_as_not_understood()
    {
        foreach (var odd in OddRows.Odd(typeof(WireTicket)))
            await TryAsync($"GET {V1}/tickets/{Good}", odd, c => c.Tickets.GetAsync(Good, Cancel));
        foreach (var odd in OddRows.Odd(typeof(WireTicketSla)))
            await TryAsync($"GET {V1}/tickets/{Good}/sla", odd, c => c.Tickets.GetSlaAsync(Good, Cancel));
        foreach (var odd in OddRows.Odd(typeof(WireUser)))
        {
            await _client.Lookups.ForgetUserAsync("text@maplewood.example", Cancel);
            await TryAsync(
                $"GET {V1}/users/by-email/{ScriptedClient.SiteId}/text%40maplewood.example",
                odd,
                c => c.Lookups.UserByEmailAsync("text@maplewood.example", Cancel)
            );
        }

        async Task TryAsync(string line, string odd, Func<ScriptedClient, Task> ask)
        {
            _client.Site.On(line, Reply.Ok($""" "Item":{odd} """));
            if (await Record.ExceptionAsync(() => ask(_client)) is { } e)
                Assert.True(e is IncidentIqException { Failure: IncidentIqFailure.NotUnderstood }, $"{odd}: {e}");
        }
    }

    [Fact]
    public async Task Unreadable_rows_are_counted_in_the_page_and_in_telemetry()
    {
        var measured = new List<(long Rows, object? Route)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (i, l) =>
            {
                if (ReferenceEquals(i.Meter.Scope, _client.Get<IMeterFactory>()))
                    l.EnableMeasurementEvents(i);
            },
        };
        listener.SetMeasurementEventCallback<long>(
            (i, value, tags, _) =>
            {
                if (i.Name == "iiqbot.incidentiq.rows_unreadable")
                    measured.Add((value, tags[1].Value));
            }
        );
        listener.Start();
        Tickets(
            "null",
            "{}",
            "\"x\"",
            $$"""{"TicketId":"{{Ids.Other}}","HasSensitiveInformation":"maybe"}""",
            $$"""{"TicketId":"{{Good}}"}"""
        );

        var page = await _client.Tickets.QueryAsync(new(), Cancel);

        Assert.Equal([Good], page.Items.Select(t => t.Id));
        Assert.Equal((4, 0), (page.Unreadable, page.Outside.Count));
        Assert.Equal([(4, "/api/v1.0/tickets")], measured);
    }

    [Fact]
    public async Task Members_of_another_type_are_read_where_they_make_sense()
    {
        Tickets(
            $$"""
            {"TicketId":"{{Good}}","Priority":50.5,"IsUrgent":"true","IsClosed":0,"IsPastDue":"no","HasSensitiveInformation":1,
            "AssignedToUser":"","LocationRoom":"","AssignedToTeam":[],"Location":"Maplewood High","TicketFollowerUserIds":"","TicketNumber":39182}
            """
        );

        var ticket = Assert.Single((await _client.Tickets.QueryAsync(new(), Cancel)).Items);

        Assert.Equal(
            (50, true, false, false, true),
            (ticket.PriorityScore, ticket.IsUrgent, ticket.IsClosed, ticket.IsPastDue, ticket.IsSensitive)
        );
        Assert.Equal((null, null, null, null), (ticket.Assignee, ticket.Team, ticket.RoomName, ticket.LocationName));
        Assert.Equal("39182", ticket.Number);
    }

    [Fact]
    public async Task A_number_is_not_reported_as_unknown_while_a_row_is_unreadable()
    {
        Tickets("null");
        _client.Site.On($"POST {V1}/search/scan", Reply.Ok(""" "Item":{} """)).On($"POST {V1}/search", Reply.Ok(""" "Item":{} """));
        var failure = await Assert.ThrowsAsync<IncidentIqException>(() => _client.Tickets.FindByNumberAsync("39182", Cancel));
        Assert.Equal(IncidentIqFailure.NotUnderstood, failure.Failure);
    }

    [Fact]
    public async Task An_unreadable_link_stops_a_list_from_being_written_back()
    {
        _client.Site.On($"GET {V1}/tickets/{Good}/assets", Reply.Ok($$""" "Items":[{"AssetId":"{{Ids.Other}}"},{"AssetId":7}] """));
        await Assert.ThrowsAsync<IncidentIqException>(() => _client.Assets.LinkAsync(Good, Good, Cancel));
        Assert.Single(_client.Site.Calls);
    }

    public void Dispose() => _client.Dispose();

    private void Tickets(params string[] rows) =>
        _client.Site.On($"POST {V1}/tickets", Reply.Ok($""" "Items":[{string.Join(',', rows)}] """));

    private sealed record ListCall(Type Row, string Line, Func<ScriptedClient, Task<IEnumerable<Guid>>> AskAsync)
    {
        public Func<string, string> Wrap { get; init; } = rows => $""" "Items":{rows} """;
    }
}
