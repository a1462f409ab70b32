using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.FakeConnector.Tests;

/// <summary>A running fake with one person's personal chat, and a client that calls the Connector as a bot without any SDK would.</summary>
public abstract class TeamsTest : IAsyncLifetime
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    protected FakeTeams Teams { get; private set; } = null!;

    protected HttpClient Http { get; private set; } = null!;

    protected FakePerson Ada { get; private set; } = null!;

    protected FakeConversation Chat { get; private set; } = null!;

    protected FakeTeamsOptions Options { get; private set; } = null!;

    protected string BotId => "28:" + Options.AppId;

    public async ValueTask InitializeAsync()
    {
        Options = CreateOptions();
        Teams = await FakeTeams.StartAsync(Options, Cancel);
        Ada = Teams.AddPerson("Ada Moreno", "ada@district.example");
        Chat = Teams.AddPersonalChat(Ada);
        Http = new HttpClient(Teams.CreateTrustingHandler()) { BaseAddress = Teams.ServiceUrl };
        using var answer = await LoginAsync();
        var token = (await JsonAsync(answer)).GetProperty("access_token").GetString();
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Teams.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual FakeTeamsOptions CreateOptions() => new() { TimeProvider = Clock };

    protected Task<HttpResponseMessage> LoginAsync(
        Action<Dictionary<string, string>>? change = null,
        string? tenant = null,
        string scheme = "https"
    )
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = Options.AppId,
            ["client_secret"] = Options.AppPassword,
            ["scope"] = "https://api.botframework.com/.default",
        };
        change?.Invoke(form);
        var authority = scheme == "https" ? Teams.LoginAuthority : new Uri(Teams.ServiceUrl, "/");
        return Http.PostAsync(
            new Uri(authority, $"{tenant ?? Options.TenantId}/oauth2/v2.0/token"),
            new FormUrlEncodedContent(form),
            Cancel
        );
    }

    protected JsonObject Message(string text = "Hello", FakeConversation? conversation = null) =>
        new()
        {
            ["type"] = "message",
            ["from"] = new JsonObject { ["id"] = BotId },
            ["conversation"] = new JsonObject { ["id"] = (conversation ?? Chat).Id },
            ["text"] = text,
        };

    protected JsonObject CardMessage(string card)
    {
        var message = Message();
        message["attachments"] = new JsonArray(
            new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = JsonNode.Parse(card) }
        );
        return message;
    }

    protected static string Activities(string conversationId, string? activityId = null) =>
        $"v3/conversations/{Uri.EscapeDataString(conversationId)}/activities" + (activityId is null ? "" : "/" + activityId);

    protected Task<HttpResponseMessage> SendAsync(JsonObject? activity = null, FakeConversation? conversation = null) =>
        Http.PostAsJsonAsync(Activities((conversation ?? Chat).Id), activity ?? Message(conversation: conversation), Cancel);

    protected Task<HttpResponseMessage> SendTextAsync(string body, string contentType = "application/json") =>
        Http.PostAsync(Activities(Chat.Id), new StringContent(body, Encoding.UTF8, contentType), Cancel);

    /// <summary>Sends a message and returns its id.</summary>
    protected async Task<string> PostedAsync(JsonObject? activity = null, FakeConversation? conversation = null)
    {
        using var answer = await SendAsync(activity, conversation);
        Assert.Equal(201, (int)answer.StatusCode);
        return (await JsonAsync(answer)).GetProperty("id").GetString()!;
    }

    protected static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) =>
        await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);

    /// <summary>Asserts a refusal with the documented error body.</summary>
    protected static async Task RefusedAsync(HttpResponseMessage answer, int status, string code)
    {
        var body = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(status == (int)answer.StatusCode, $"{(int)answer.StatusCode}: {body}");
        Assert.Equal(code, JsonElement.Parse(body).GetProperty("error").GetProperty("code").GetString());
        answer.Dispose();
    }

    /// <summary>Asserts that exactly one violation was recorded, and that it contains this text.</summary>
    protected void Violated(string about) => Assert.Contains(about, Assert.Single(Teams.TakeViolations()), StringComparison.Ordinal);
}
