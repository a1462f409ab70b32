using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IiqBot.FakeConnector;
using IiqBot.FakeConnector.Tokens;

namespace IiqBot.Web.Tests;

/// <summary>How the endpoint answers bad input.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private TestWorld _world = null!;
    private FakePerson _person = null!;
    private FakeConversation _chat = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await TestWorld.StartAsync();
        (_person, _chat) = _world.AddPerson("Robin Field", "Agent");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("hello", HttpStatusCode.BadRequest)]
    public async Task A_malformed_body_is_refused(string body, HttpStatusCode status)
    {
        using var response = await _world.Teams.RawAsync(body, cancellationToken: Token);
        Assert.Equal(status, response.StatusCode);
    }

    public static TheoryData<string> WrongTokens => [.. ChannelTokenOptions.Wrong.Keys];

    [Theory]
    [MemberData(nameof(WrongTokens))]
    public async Task A_wrong_token_is_refused(string name)
    {
        var answer = await _world.Teams.RawAsync(_world.Teams.Compose("message", _chat, _person), ChannelTokenOptions.Wrong[name], Token);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Empty(answer.Body);
    }

    [Fact]
    public async Task Another_tenant_is_refused()
    {
        var tenant = _world.Teams.AddTenant("11111111-2222-4333-8444-555555555555");
        var stranger = _world.Teams.AddPerson("Sam Stranger", "sam@elsewhere.example", tenantId: tenant.Id);
        var chat = _world.Teams.AddPersonalChat(stranger, tenantId: tenant.Id);
        Assert.Equal(HttpStatusCode.Forbidden, (await _world.Teams.SayAsync(chat, stranger, "help", cancellationToken: Token)).Status);
    }

    [Fact]
    public async Task A_body_over_256_KB_is_refused()
    {
        var activity = _world.Teams.Compose("message", _chat, _person);
        activity["text"] = new string('x', 257 * 1024);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _world.Teams.RawAsync(activity, cancellationToken: Token)).Status);
    }

    [Fact]
    public async Task An_unknown_invoke_is_not_implemented()
    {
        var activity = _world.Teams.Compose("invoke", _chat, _person);
        activity["name"] = "task/fetch";
        activity["value"] = new JsonObject();
        Assert.Equal(HttpStatusCode.NotImplemented, (await _world.Teams.RawAsync(activity, cancellationToken: Token)).Status);
    }

    [Fact]
    public async Task An_old_verb_gets_a_fresh_card_of_its_ticket()
    {
        var message = await _world.AskAsync(_chat, _person, "new Projector in 204 shows no picture");
        var number = Reading.NumberOf(message.Card!.Value);
        var ticket = TicketIdOf(message);
        var answer = await _world.Teams.RawAsync(
            Invoke(message, "ticket.juggle", new JsonObject { ["_verb"] = "ticket.juggle", ["ticket"] = ticket }),
            cancellationToken: Token
        );
        var text = Reading.TextOf(answer.Card!.Value);
        Assert.Contains("out of date", text, StringComparison.Ordinal);
        Assert.Contains($"#{number}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_submit_without_a_verb_is_answered_like_an_unknown_verb()
    {
        var message = await _world.AskAsync(_chat, _person, "new Projector in 204 shows no picture");
        var activity = _world.Teams.Compose("message", _chat, _person);
        activity["replyToId"] = message.Id;
        activity["value"] = new JsonObject { ["ticket"] = TicketIdOf(message) };
        Assert.Equal(HttpStatusCode.OK, (await _world.Teams.RawAsync(activity, cancellationToken: Token)).Status);
        var text = Reading.TextOf((await _world.Teams.NextUpdateAsync(_chat, cancellationToken: Token)).Card!.Value);
        Assert.Contains("out of date", text, StringComparison.Ordinal);
        Assert.Contains($"#{Reading.NumberOf(message.Card!.Value)}", text, StringComparison.Ordinal);

        activity = _world.Teams.Compose("message", _chat, _person);
        activity["value"] = new JsonObject { ["action"] = "deny" };
        Assert.Equal(HttpStatusCode.OK, (await _world.Teams.RawAsync(activity, cancellationToken: Token)).Status);
        var fresh = (await _world.Teams.NextMessageAsync(_chat, cancellationToken: Token)).Card!.Value;
        Assert.Contains("out of date", Reading.TextOf(fresh), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_of_a_forgotten_filing_offers_a_new_one()
    {
        var help = await _world.AskAsync(_chat, _person, "help");
        var answer = await _world.Teams.RawAsync(
            Invoke(help, "filing.continue", new JsonObject { ["reference"] = "ABCD-1234" }),
            cancellationToken: Token
        );
        Assert.Equal(200, answer.InvokeStatus);
        var card = (await _world.Teams.NextMessageAsync(_chat, cancellationToken: Token)).Card!.Value;
        Assert.Contains(
            "File a ticket",
            card.GetProperty("actions").EnumerateArray().Select(action => action.GetProperty("title").GetString())
        );
    }

    [Fact]
    public async Task A_guest_gets_only_help()
    {
        var guest = _world.Teams.AddPerson("Gus Guest", "gus@elsewhere.example", PersonRole.Guest);
        var chat = _world.Teams.AddPersonalChat(guest);
        Assert.Contains(
            "What I can do",
            Reading.TextOf((await _world.AskAsync(chat, guest, "help")).Card!.Value),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "not guests",
            Reading.TextOf((await _world.AskAsync(chat, guest, "my tickets")).Card!.Value),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_right_is_never_taken_from_a_button()
    {
        var message = await _world.AskAsync(_chat, _person, "new Projector in 204 shows no picture");
        var (requester, chat) = _world.AddPerson("Dana Reed", "Staff");
        var theirs = await _world.AskAsync(chat, requester, "help");
        foreach (
            var verb in (string[])["ticket.take", "ticket.resolve", "ticket.show", "ticket.history", "ticket.comment", "ticket.cancel"]
        )
        {
            var activity = Invoke(
                theirs,
                verb,
                new JsonObject
                {
                    ["_verb"] = verb,
                    ["ticket"] = TicketIdOf(message),
                    ["details"] = "true",
                },
                chat,
                requester
            );
            var answer = await _world.Teams.RawAsync(activity, cancellationToken: Token);
            Assert.Equal(200, answer.InvokeStatus);
            var told = Reading.TextOf((await _world.Teams.NextMessageAsync(chat, cancellationToken: Token)).Card!.Value);
            Assert.Matches("Only technicians|cannot find that ticket", told);
        }
    }

    [Fact]
    public async Task Pages_and_health_are_served()
    {
        using var client = new HttpClient { BaseAddress = _world.BotUrl };
        Assert.Contains("IiqBot", await client.GetStringAsync(new Uri("/", UriKind.Relative), Token), StringComparison.Ordinal);
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health/live", UriKind.Relative), Token));
        Assert.StartsWith(
            "{\"status\":\"Healthy\"",
            await client.GetStringAsync(new Uri("/health/ready", UriKind.Relative), Token),
            StringComparison.Ordinal
        );
        using var get = await client.GetAsync(new Uri("/api/messages", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
        using var content = new StringContent("{}", Encoding.UTF8, "text/plain");
        using var plain = await client.PostAsync(new Uri("/api/messages", UriKind.Relative), content, Token);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, plain.StatusCode);
    }

    private static string TicketIdOf(FakeMessage message)
    {
        var raw = message.Activity.GetRawText();
        const string key = "\"ticket\":\"";
        var start = raw.IndexOf(key, StringComparison.Ordinal) + key.Length;
        return raw[start..raw.IndexOf('"', start)];
    }

    private JsonObject Invoke(FakeMessage message, string verb, JsonObject data, FakeConversation? chat = null, FakePerson? person = null)
    {
        var activity = _world.Teams.Compose("invoke", chat ?? _chat, person ?? _person);
        activity["name"] = "adaptiveCard/action";
        activity["replyToId"] = message.Id;
        activity["value"] = new JsonObject
        {
            ["action"] = new JsonObject
            {
                ["type"] = "Action.Execute",
                ["verb"] = verb,
                ["data"] = data,
            },
            ["trigger"] = "manual",
        };
        return activity;
    }
}
