using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using IiqBot.Sandbox.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Sandbox.Tests;

public sealed class RuleTests : SandboxTest
{
    [Fact]
    public async Task A_new_ticket_is_routed_to_a_team_a_second_later_by_the_system()
    {
        var ticket = await Client.FileAsync();
        Clock.Advance(TimeSpan.FromMilliseconds(999));
        var before = await Client.TicketAsync(ticket);
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        var after = await Client.TicketAsync(ticket);
        var entry = (await Client.TimelineAsync(ticket)).Single(one =>
            one.GetProperty("ActivityItems")[0].Text("TicketActivityTypeId") == "7"
        );

        Assert.False(before.TryGetProperty("AssignedToTeamId", out _));
        Assert.Equal("Classroom Technology", after.GetProperty("AssignedToTeam").Text("TeamName"));
        Assert.False(after.TryGetProperty("AssignedToUserId", out _));
        Assert.Equal("Route to Classroom Technology", entry.GetProperty("ActivityItems")[0].Text("RuleName"));
        Assert.False(entry.TryGetProperty("OwnerId", out _));
        Assert.Equal("2026-03-11T11:00:01", after.Text("ModifiedDate"));
        Assert.Equal("2026-03-11T11:00:00", after.Text("LastModifiedByUserDate"));
    }

    [Fact]
    public async Task Some_categories_go_to_a_technician_too()
    {
        var ticket = await Client.FileAsync("Wi-Fi", "No connection");
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("Agent", (await Client.TicketAsync(ticket)).GetProperty("AssignedToUser").Text("Relationship"));
    }

    [Fact]
    public async Task The_rule_keeps_a_technician_who_was_quicker()
    {
        var ticket = await Client.FileAsync("Wi-Fi", "No connection");
        var agent = (await Client.PersonAsync("Agent")).Text("UserId");
        await Client.PostAsync($"tickets/{ticket.Text("TicketId")}/assign", new { AssignToUserId = agent });
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(agent, (await Client.TicketAsync(ticket)).Text("AssignedToUserId"));
    }

    [Fact]
    public async Task A_webhook_gets_its_template_filled_with_encoded_strings()
    {
        await using var receiver = await Receiver.StartAsync(Cancelled);
        Sandbox.Control.Add(
            new Webhook(receiver.Url)
            {
                Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Secret"] = "of the test" },
                Body =
                    """{"number":"{Ticket.TicketNumber}","subject":"{Ticket.TicketSubject}","closed":{Ticket.IsClosed},"by":"{CurrentUser.Email}","none":"{Ticket.Nonsense}"}""",
                On = ["Created"],
            }
        );
        await Client.FileAsync();
        var (secret, body) = await receiver.NextAsync(Cancelled);
        var payload = JsonSerializer.Deserialize<JsonElement>(body);

        Assert.Equal("of the test", secret);
        Assert.Equal(
            ("39182", "Projector%20%3E%20No%20picture", "False", ""),
            (payload.Text("number"), payload.Text("subject"), payload.Text("closed"), payload.Text("none"))
        );
        Assert.Contains("%40", payload.Text("by"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_template_sends_everything_and_duplicates_can_be_requested()
    {
        await using var receiver = await Receiver.StartAsync(Cancelled);
        Sandbox.Control.Add(new Webhook(receiver.Url) { Copies = 2 });
        await Client.FileAsync();
        var first = await receiver.NextAsync(Cancelled);
        var second = await receiver.NextAsync(Cancelled);

        Assert.Equal(first.Body, second.Body);
        Assert.Contains("Ticket.WorkflowStepName", first.Body, StringComparison.Ordinal);
    }

    /// <summary>A server that receives outgoing calls.</summary>
    private sealed class Receiver : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private readonly Channel<(string Secret, string Body)> _calls = Channel.CreateUnbounded<(string, string)>();

        private Receiver()
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            _app = builder.Build();
            _app.Run(async context =>
            {
                using var reader = new StreamReader(context.Request.Body);
                await _calls.Writer.WriteAsync(
                    (context.Request.Headers["X-Secret"].ToString(), await reader.ReadToEndAsync(context.RequestAborted)),
                    context.RequestAborted
                );
            });
        }

        public Uri Url => new(_app.Urls.First());

        public static async Task<Receiver> StartAsync(CancellationToken cancellationToken)
        {
            var receiver = new Receiver();
            await receiver._app.StartAsync(cancellationToken);
            return receiver;
        }

        public async Task<(string Secret, string Body)> NextAsync(CancellationToken cancellationToken) =>
            await _calls.Reader.ReadAsync(cancellationToken);

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
