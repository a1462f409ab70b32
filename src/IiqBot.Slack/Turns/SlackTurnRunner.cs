using IiqBot.Core.Platforms;
using Microsoft.Extensions.Logging;

namespace IiqBot.Slack.Turns;

/// <summary>The work behind Slack's requests. Fairness between people is <see cref="FairUse"/>'s, so one person has no limit here.</summary>
internal sealed class SlackTurnRunner(TimeProvider time, ILogger<SlackTurnRunner> logger)
    : TurnRunner(new TurnLimits(Most: Capacity, MostOfOne: Capacity), time, logger)
{
    /// <summary>How many turns may be under way; more are refused.</summary>
    public const int Capacity = 4_000;
}
