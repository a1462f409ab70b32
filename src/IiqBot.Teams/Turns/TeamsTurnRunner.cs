using IiqBot.Core.Platforms;
using Microsoft.Extensions.Logging;

namespace IiqBot.Teams.Turns;

/// <summary>Runs the work behind Teams' requests.</summary>
internal sealed class TeamsTurnRunner(TimeProvider time, ILogger<TeamsTurnRunner> logger)
    : TurnRunner(new TurnLimits(Most: Capacity, MostOfOne), time, logger)
{
    /// <summary>How many messages may be in progress. The runner rejects more, and the channel service resends them.</summary>
    public const int Capacity = 2000;

    /// <summary>
    /// How many of them may be one person's. With more, the last one would wait for the conversation's rate limit longer than a reply may
    /// (<see cref="Connector.ConnectorRates"/>).
    /// </summary>
    public const int MostOfOne = 20;
}
