using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.FakeSlack.Tests;

/// <summary>
/// A running fake with one person's direct message and a channel, a scripted bot, and a client that calls the Web API without an SDK.
/// </summary>
public abstract class SlackTest : IAsyncLifetime
{
    protected const string SmallModal = """
        {"type":"modal","callback_id":"form","private_metadata":"m1","title":{"type":"plain_text","text":"File a ticket"},
         "submit":{"type":"plain_text","text":"File"},"close":{"type":"plain_text","text":"Cancel"},
         "blocks":[{"type":"input","block_id":"issue","label":{"type":"plain_text","text":"Issue"},
                    "element":{"type":"plain_text_input","action_id":"text","max_length":50}}]}
        """;

    protected const string ButtonMessage = """
        {"text":"Ticket 7","blocks":[
          {"type":"section","text":{"type":"mrkdwn","text":"*Ticket 7*"}},
          {"type":"actions","block_id":"steps","elements":[
            {"type":"button","action_id":"ticket.resolve","value":"7","text":{"type":"plain_text","text":"Resolve"}},
            {"type":"overflow","action_id":"ticket.more","options":[
              {"text":{"type":"plain_text","text":"Assign"},"value":"assign"},{"text":{"type":"plain_text","text":"Close"},"value":"close"}]}]}]}
        """;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero));

    protected FakeSlackPlatform Slack { get; private set; } = null!;

    protected ScriptedBot Bot { get; private set; } = null!;

    protected HttpClient Http { get; set; } = null!;

    protected FakePerson Ada { get; private set; } = null!;

    protected SlackClient Client { get; private set; } = null!;

    protected FakeChannel Chat { get; private set; } = null!;

    protected FakeChannel Channel { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Bot = await ScriptedBot.StartAsync();
        Slack = await FakeSlackPlatform.StartAsync(CreateOptions(), Cancel);
        Slack.Endpoints = SlackEndpoints.Below(Bot.Url);
        Ada = Slack.AddPerson("Ada Moreno", "ada@district.example");
        Client = Slack.As(Ada);
        Chat = Slack.AddDirectMessage(Ada);
        Channel = Slack.AddChannel("tech", [Ada]);
        Http = new HttpClient { BaseAddress = Slack.ApiUrl };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Slack.BotToken);
    }

    /// <summary>Fails if violations are left that the test did not expect.</summary>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Bot.DisposeAsync();
        await Slack.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual FakeSlackOptions CreateOptions() => new() { TimeProvider = Clock };

    /// <summary>Calls a method with a JSON body.</summary>
    protected async Task<JsonElement> CallAsync(string method, string json = "{}")
    {
        using var answer = await Http.PostAsync(method, JsonContent.Create(JsonNode.Parse(json)), Cancel);
        Assert.Equal(200, (int)answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    /// <summary>Calls a method with a form.</summary>
    protected async Task<JsonElement> FormAsync(string method, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var answer = await Http.PostAsync(method, form, Cancel);
        Assert.Equal(200, (int)answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    /// <summary>Posts a message and returns it.</summary>
    protected async Task<FakeMessage> PostedAsync(string json = """{"text":"Hello"}""", FakeChannel? channel = null)
    {
        Good(await CallAsync("chat.postMessage", With(json, "channel", (channel ?? Channel).Id)));
        return await Slack.NextMessageAsync(channel ?? Channel, cancellationToken: Cancel);
    }

    /// <summary>Opens a modal for Ada by a slash command's trigger.</summary>
    protected async Task<FakeView> OpenedAsync(string view = SmallModal)
    {
        var trigger = await TriggerAsync();
        Good(await CallAsync("views.open", With(With("{}", "trigger_id", trigger), "view", JsonNode.Parse(view)!)));
        return Client.View!;
    }

    protected async Task<string> TriggerAsync() => (await Client.CommandAsync(Chat, "/iiq", "new", Cancel)).Request.TriggerId!;

    protected static string With(string json, string name, JsonNode value)
    {
        var parsed = JsonNode.Parse(json)!.AsObject();
        parsed[name] = value;
        return parsed.ToJsonString();
    }

    protected static JsonElement Good(JsonElement answer)
    {
        Assert.True(answer.GetProperty("ok").GetBoolean(), answer.GetRawText());
        return answer;
    }

    /// <summary>Asserts <c>ok: false</c> with this error.</summary>
    protected static JsonElement Refused(JsonElement answer, string error)
    {
        Assert.False(answer.GetProperty("ok").GetBoolean(), answer.GetRawText());
        Assert.Equal(error, answer.GetProperty("error").GetString());
        return answer;
    }

    /// <summary>Asserts that exactly one violation was recorded, and that it contains this text.</summary>
    protected void Violated(string about) => Assert.Contains(about, Assert.Single(Slack.TakeViolations()), StringComparison.Ordinal);
}
