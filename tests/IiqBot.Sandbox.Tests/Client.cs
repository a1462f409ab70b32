using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace IiqBot.Sandbox.Tests;

/// <summary>Calls a sandbox as the documentation tells clients to.</summary>
public sealed class Client : IDisposable
{
    private readonly SandboxServer _server;
    private JsonElement? _issues;

    public Client(SandboxServer server)
    {
        _server = server;
        Http = new HttpClient { BaseAddress = server.Url };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
        Http.DefaultRequestHeaders.Add("SiteId", server.SiteId.ToString());
        Http.DefaultRequestHeaders.Add("Client", "ApiClient");
    }

    public HttpClient Http { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Http.Dispose();

    public Task<JsonElement> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<JsonElement> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    /// <summary>The body of an answer, which must be a success.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body)
    {
        using var response = await TryAsync(method, path, body);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Cancelled)}");
        return await ReadAsync(response);
    }

    /// <summary>Any answer.</summary>
    public async Task<HttpResponseMessage> TryAsync(
        HttpMethod method,
        string path,
        object? body = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : $"/api/v1.0/{path}");
        if (body is not null)
            request.Content = JsonContent.Create(body);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await Http.SendAsync(request, Cancelled);
    }

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled);

    /// <summary>How many tickets a filter set finds.</summary>
    public async Task<int> CountAsync(params object[] filters) =>
        (await PostAsync("tickets/count", new { Filters = filters })).GetProperty("Item").GetInt32();

    /// <summary>Every ticket that a filter set finds, page by page.</summary>
    public async Task<List<JsonElement>> AllAsync(params object[] filters)
    {
        var all = new List<JsonElement>();
        for (var page = 0; ; page++)
        {
            var answer = await PostAsync($"tickets?$s=100&$p={page}", new { Filters = filters });
            all.AddRange(answer.GetProperty("Items").EnumerateArray());
            if (page + 1 >= answer.GetProperty("Paging").GetProperty("PageCount").GetInt32())
                return all;
        }
    }

    public async Task<JsonElement> IssueAsync(string category, string name) =>
        (_issues ??= await GetAsync("issues"))
            .GetProperty("Items")
            .EnumerateArray()
            .Single(issue => issue.Text("IssueCategoryName") == category && issue.Text("Name") == name);

    public async Task<JsonElement> PersonAsync(string role)
    {
        var sample = _server.Control.SamplePeople.First(person => person.Role == role);
        return (await GetAsync($"users/by-email/{_server.SiteId}/{sample.Email}")).GetProperty("Item");
    }

    /// <summary>The members that a new ticket needs, for a projector without a picture.</summary>
    public async Task<Dictionary<string, object?>> DraftAsync(string category = "Projector", string issue = "No picture")
    {
        var about = await IssueAsync(category, issue);
        var requester = await PersonAsync("Staff");
        return new(StringComparer.Ordinal)
        {
            ["Subject"] = $"{category} > {issue}",
            ["IssueDescription"] = "Nothing on the wall.",
            ["IssueId"] = about.Text("IssueId"),
            ["IssueTypeId"] = about.Text("IssueTypeId"),
            ["ForId"] = requester.Text("UserId"),
            ["LocationId"] = requester.Text("LocationId"),
        };
    }

    public async Task<JsonElement> FileAsync(string category = "Projector", string issue = "No picture") =>
        (await PostAsync("tickets/new", await DraftAsync(category, issue))).GetProperty("Item");

    public async Task<JsonElement> TicketAsync(JsonElement ticket) =>
        (await GetAsync($"tickets/{ticket.Text("TicketId")}")).GetProperty("Item");

    public async Task<List<JsonElement>> TimelineAsync(JsonElement ticket) =>
        [.. (await GetAsync($"tickets/{ticket.Text("TicketId")}/timeline?$s=100")).GetProperty("Items").EnumerateArray()];

    public async Task<JsonElement> StepAsync(JsonElement ticket, string name) =>
        (await GetAsync($"tickets/{ticket.Text("WorkflowId")}/statuses"))
            .GetProperty("Items")
            .EnumerateArray()
            .Single(step => step.Text("StepName") == name);
}
