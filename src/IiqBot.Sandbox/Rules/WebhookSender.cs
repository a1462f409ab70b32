using System.Net.Http.Headers;
using System.Text;
using IiqBot.Sandbox.Desk;
using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Rules;

/// <summary>Makes the outgoing calls. They are not repeated when they fail: no retry is documented.</summary>
internal sealed class WebhookSender(District district, TicketDesk desk, SiteClock clock) : IDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly List<Webhook> _webhooks = [];

    public void Register(Webhook webhook) => _webhooks.Add(webhook);

    public void Clear() => _webhooks.Clear();

    public void Listen(Lock gate) =>
        desk.OnChange(change =>
        {
            var kind = change.Kind.ToString();
            foreach (
                var webhook in _webhooks.Where(webhook =>
                    webhook.On.Count == 0 || webhook.On.Contains(kind, StringComparer.OrdinalIgnoreCase)
                )
            )
            {
                var body = WebhookTemplate.Fill(webhook.Body, TicketVariables.Of(change, district, clock.Now));
                for (var copy = 0; copy < webhook.Copies; copy++)
                    _ = SendAsync(webhook, body, change.Ticket, gate);
            }
        });

    public void Dispose() => _client.Dispose();

    private async Task SendAsync(Webhook webhook, string body, Ticket ticket, Lock gate)
    {
        // Off the caller's thread: the ticket's answer does not wait for the receiver.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var isSuccessful = await TrySendAsync(webhook, body);
        lock (gate)
        {
            desk.Log(
                ticket,
                null,
                isPublic: false,
                new(ItemKind.WorkflowLog, 74, Guid.NewGuid())
                {
                    Text = $"Webhook {(isSuccessful ? "called" : "failed")}: {webhook.Url}",
                    IsSuccessful = isSuccessful,
                }
            );
        }
    }

    private async Task<bool> TrySendAsync(Webhook webhook, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(webhook.Method), webhook.Url);
        if (request.Method != HttpMethod.Get)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in webhook.Headers)
        {
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                if (request.Content is { } content && MediaTypeHeaderValue.TryParse(value, out var type))
                    content.Headers.ContentType = type;
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        try
        {
            using var response = await _client.SendAsync(request);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }
}
