using System.Text.Json;
using IiqBot.Sandbox.Desk;
using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Faults;
using IiqBot.Sandbox.Rules;

namespace IiqBot.Sandbox.Http;

/// <summary>All that routes work with. Whoever reads or changes it holds <see cref="Gate"/>.</summary>
internal sealed class World
{
    public required SandboxOptions Options { get; init; }
    public required SiteClock Clock { get; init; }
    public required District District { get; init; }
    public required TicketDesk Desk { get; init; }
    public required FaultBoard Faults { get; init; }
    public required CallCounter Calls { get; init; }
    public required Scheduler Scheduler { get; init; }
    public required WebhookSender Webhooks { get; init; }
    public required JsonSerializerOptions Json { get; init; }

    public Lock Gate { get; } = new();

    public UpdateVerb UpdateVerb { get; set; }
}
