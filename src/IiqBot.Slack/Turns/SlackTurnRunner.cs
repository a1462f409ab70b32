using IiqBot.Core.Platforms;
using Microsoft.Extensions.Logging;

namespace IiqBot.Slack.Turns;

/// <summary>
/// Runs the work behind Slack's requests. <see cref="FairUse"/> keeps people from crowding out others, so one person has no limit here.
/// </summary>
internal sealed class SlackTurnRunner(TimeProvider time, ILogger<SlackTurnRunner> logger)
    : TurnRunner(new TurnLimits(Most: Capacity, MostOfOne: Capacity), time, logger)
{
    /// <summary>How many turns may run at once; the runner rejects more.</summary>
    public const int Capacity = 4_000;
}
