using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using IiqBot.Tests.Time;

namespace IiqBot.FakeSlack.Tests;

public sealed class SocketTests : SlackTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Slack.AppToken);
    }

    protected override FakeSlackOptions CreateOptions() =>
        new()
        {
            TimeProvider = Clock,
            App = new SlackApp { SocketMode = true },
        };

    [Fact]
    public async Task A_connection_begins_with_hello()
    {
        using var socket = await OpenAsync();
        var hello = await ReadAsync(socket);
        Assert.Equal(
            ("hello", 1, 18060),
            (
                hello.GetProperty("type").GetString(),
                hello.GetProperty("num_connections").GetInt32(),
                hello.GetProperty("debug_info").GetProperty("approximate_connection_time").GetInt32()
            )
        );
        using var second = await OpenAsync();
        Assert.Equal(2, (await ReadAsync(second)).GetProperty("num_connections").GetInt32());
    }

    [Fact]
    public async Task A_url_can_be_used_for_one_connection()
    {
        var url = await UrlAsync();
        using var socket = await ConnectAsync(url);
        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(url));
        Violated("used twice");
    }

    [Fact]
    public async Task Only_the_app_level_token_opens_connections()
    {
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Slack.BotToken);
        Refused(await CallAsync("apps.connections.open"), "not_allowed_token_type");
        Violated("needs the app-level token");
    }

    [Fact]
    public async Task A_command_is_an_envelope_and_its_acknowledgement_can_have_a_message()
    {
        using var socket = await ReadyAsync();
        var command = Client.CommandAsync(Channel, "/iiq", "help", Cancel);
        var envelope = await ReadAsync(socket);
        Assert.Equal(
            ("slash_commands", true, "help"),
            (
                envelope.GetProperty("type").GetString(),
                envelope.GetProperty("accepts_response_payload").GetBoolean(),
                envelope.GetProperty("payload").GetProperty("text").GetString()
            )
        );
        await AcknowledgeAsync(socket, envelope, """{"text":"Usage: ..."}""");
        Assert.True((await command).IsAcknowledged);
        Assert.Equal("Usage: ...", Assert.Single(Client.Messages(Channel)).Text);
        Assert.Empty(Bot.Received);
    }

    [Fact]
    public async Task Interactions_and_events_come_the_same_way_but_events_take_no_payload()
    {
        using var socket = await ReadyAsync();
        var pressed = Client.ShortcutAsync("ticket.new", Cancel);
        var envelope = await ReadAsync(socket);
        Assert.Equal("interactive", envelope.GetProperty("type").GetString());
        await AcknowledgeAsync(socket, envelope);
        Assert.True((await pressed).IsAcknowledged);

        var said = Client.SayAsync(Chat, "Hello", cancellationToken: Cancel);
        envelope = await ReadAsync(socket);
        Assert.Equal(
            ("events_api", false, 0, "event_callback"),
            (
                envelope.GetProperty("type").GetString(),
                envelope.GetProperty("accepts_response_payload").GetBoolean(),
                envelope.GetProperty("retry_attempt").GetInt32(),
                envelope.GetProperty("payload").GetProperty("type").GetString()
            )
        );
        await AcknowledgeAsync(socket, envelope, """{"text":"Hello yourself"}""");
        await said;
        Violated("takes no payload");
    }

    [Fact]
    public async Task A_form_is_answered_with_errors_in_the_payload()
    {
        using var socket = await ReadyAsync();
        var command = Client.CommandAsync(Chat, "/iiq", "new", Cancel);
        await AcknowledgeAsync(socket, await ReadAsync(socket));
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Slack.BotToken);
        Good(await CallAsync("views.open", $$"""{"trigger_id":"{{(await command).Request.TriggerId}}","view":{{SmallModal}}}"""));
        await Client.FillAsync("Issue", "Screen broken", Cancel);
        var submitted = Client.SubmitAsync(Cancel);
        await AcknowledgeAsync(socket, await ReadAsync(socket), """{"response_action":"errors","errors":{"issue":"More, please."}}""");
        Assert.Equal("More, please.", (await submitted).Errors["issue"]);
        Assert.Equal("More, please.", Client.View!.Errors["issue"]);
    }

    [Fact]
    public async Task Envelopes_go_to_one_connection_each()
    {
        using var first = await ReadyAsync();
        using var second = await ReadyAsync();
        foreach (var socket in new[] { first, second })
        {
            var sent = Client.ShortcutAsync("ticket.new", Cancel);
            await AcknowledgeAsync(socket, await ReadAsync(socket));
            Assert.True((await sent).IsAcknowledged);
        }
    }

    [Fact]
    public async Task Unacknowledged_envelopes_of_a_broken_connection_go_to_another()
    {
        using var first = await ReadyAsync();
        using var second = await ReadyAsync();
        var sent = Client.ShortcutAsync("ticket.new", Cancel);
        var lost = await ReadAsync(first);
        first.Abort();
        var again = await ReadAsync(second);
        Assert.Equal(lost.GetProperty("envelope_id").GetString(), again.GetProperty("envelope_id").GetString());
        await AcknowledgeAsync(second, again);
        Assert.True((await sent).IsAcknowledged);
    }

    [Fact]
    public async Task An_envelope_without_a_connection_waits_for_the_next_one()
    {
        using var first = await ReadyAsync();
        var sent = Client.ShortcutAsync("ticket.new", Cancel);
        await ReadAsync(first);
        first.Abort();
        await Slack.WaitUntilAsync(() => Slack.Connections.Count == 0, "end of the connection", cancellationToken: Cancel);
        using var second = await ReadyAsync();
        await AcknowledgeAsync(second, await ReadAsync(second));
        Assert.True((await sent).IsAcknowledged);
    }

    [Fact]
    public async Task Without_a_connection_people_get_an_error_and_events_are_retried()
    {
        Assert.Equal(502, (int)(await Client.ShortcutAsync("ticket.new", Cancel)).Status);
        Violated("cannot be reached");
        await Client.SayAsync(Chat, "Hello", cancellationToken: Cancel);
        Violated("cannot be reached");
        using var socket = await ReadyAsync();
        var retried = Slack.RetryDueAsync(Cancel);
        var envelope = await ReadAsync(socket);
        Assert.Equal(
            (1, "connection_failed"),
            (envelope.GetProperty("retry_attempt").GetInt32(), envelope.GetProperty("retry_reason").GetString())
        );
        await AcknowledgeAsync(socket, envelope);
        Assert.True(Assert.Single(await retried).IsAcknowledged);
    }

    [Theory]
    [InlineData("warning", true)]
    [InlineData("refresh_requested", false)]
    [InlineData("link_disabled", false)]
    public async Task A_disconnect_is_announced_and_then_nothing_more_is_sent_there(string reason, bool stillUsed)
    {
        using var socket = await ReadyAsync();
        var connection = Assert.Single(Slack.Connections);
        await connection.DisconnectAsync(reason);
        var message = await ReadAsync(socket);
        Assert.Equal(("disconnect", reason), (message.GetProperty("type").GetString(), message.GetProperty("reason").GetString()));
        Assert.Equal(stillUsed, connection.IsOpen);
        await connection.CloseAsync();
        var closed = await socket.ReceiveAsync(new byte[16], Cancel);
        Assert.Equal(WebSocketMessageType.Close, closed.MessageType);
    }

    [Fact]
    public async Task Other_messages_of_the_bot_are_violations()
    {
        using var socket = await ReadyAsync();
        await SendAsync(socket, "hello");
        await SendAsync(socket, """{"envelope_id":"made-up"}""");
        var sent = Client.ShortcutAsync("ticket.new", Cancel);
        var envelope = await ReadAsync(socket);
        await AcknowledgeAsync(socket, envelope);
        await sent;
        await AcknowledgeAsync(socket, envelope);
        await Slack.WaitUntilAsync(() => Slack.Violations.Count == 3, "three violations", cancellationToken: Cancel);
        Assert.Collection(
            Slack.TakeViolations(),
            v => Assert.Contains("no acknowledgement", v, StringComparison.Ordinal),
            v => Assert.Contains("nobody sent", v, StringComparison.Ordinal),
            v => Assert.Contains("twice or too late", v, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Ten_connections_are_allowed()
    {
        var sockets = new List<ClientWebSocket>();
        for (var i = 0; i < 10; i++)
            sockets.Add(await ReadyAsync());
        Clock.Advance(TimeSpan.FromMinutes(1));
        using var eleventh = await OpenAsync();
        Assert.Equal("too_many_websockets", (await ReadAsync(eleventh)).GetProperty("reason").GetString());
        Violated("may hold 10 connections");
        sockets.ForEach(s => s.Dispose());
    }

    private async Task<Uri> UrlAsync() => new(Good(await CallAsync("apps.connections.open")).GetProperty("url").GetString()!);

    private async Task<ClientWebSocket> OpenAsync() => await ConnectAsync(await UrlAsync());

    /// <summary>A connection that has received its hello.</summary>
    private async Task<ClientWebSocket> ReadyAsync()
    {
        var socket = await OpenAsync();
        await ReadAsync(socket);
        return socket;
    }

    private static async Task<ClientWebSocket> ConnectAsync(Uri url)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(url, Cancel);
        return socket;
    }

    private static async Task<JsonElement> ReadAsync(ClientWebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var part = await socket
                .ReceiveAsync(new ArraySegment<byte>(buffer, length, buffer.Length - length), Cancel)
                .WaitAsync(FakeSlackPlatform.Patience, Cancel);
            length += part.Count;
            if (part.EndOfMessage)
                return JsonElement.Parse(buffer.AsSpan(0, length));
        }
    }

    private static Task AcknowledgeAsync(ClientWebSocket socket, JsonElement envelope, string? payload = null) =>
        SendAsync(
            socket,
            $$"""{"envelope_id":"{{envelope.GetProperty("envelope_id").GetString()}}"{{(payload is null ? "" : ",\"payload\":" + payload)}}}"""
        );

    private static Task SendAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Cancel);
}

public sealed class ClosedSocketTests : SlackTest
{
    protected override FakeSlackOptions CreateOptions() =>
        new()
        {
            TimeProvider = Clock,
            AppTokenScopes = new HashSet<string>(StringComparer.Ordinal) { "authorizations:read" },
        };

    [Fact]
    public async Task Opening_needs_the_scope()
    {
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Slack.AppToken);
        Assert.Equal(
            "authorizations:read",
            Refused(await CallAsync("apps.connections.open"), "missing_scope").GetProperty("provided").GetString()
        );
        Violated("connections:write");
    }
}

public sealed class HttpOnlyTests : SlackTest
{
    [Fact]
    public async Task Opening_needs_socket_mode_in_the_configuration()
    {
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Slack.AppToken);
        Refused(await CallAsync("apps.connections.open"), "forbidden_team");
        Violated("not switched on");
    }
}

public sealed class SilentSocketTests : SlackTest
{
    protected override FakeSlackOptions CreateOptions() =>
        new()
        {
            TimeProvider = Clock,
            App = new SlackApp { SocketMode = true },
        };

    [Fact]
    public async Task An_envelope_that_is_not_acknowledged_in_time_is_a_violation()
    {
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Slack.AppToken);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(Good(await CallAsync("apps.connections.open")).GetProperty("url").GetString()!), Cancel);
        await Slack.WaitUntilAsync(() => Slack.Connections.Count == 1, "connection", cancellationToken: Cancel);
        Assert.Equal(504, (int)(await PassingTime.UntilAsync(Clock, Client.ShortcutAsync("ticket.new", Cancel))).Status);
        Violated("did not acknowledge within");
    }
}
