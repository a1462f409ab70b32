using IiqBot.Core.Platforms;
using Microsoft.Extensions.Logging;

namespace IiqBot.Teams.Turns;

/// <summary>The work behind Teams' requests.</summary>
internal sealed class TeamsTurnRunner(TimeProvider time, ILogger<TeamsTurnRunner> logger)
    : TurnRunner(new TurnLimits(Most: Capacity, MostOfOne), time, logger)
{
    /// <summary>How many messages may be under way; more are refused, and the channel service sends them again.</summary>
    public const int Capacity = 2000;

    /// <summary>
    /// How many of them may be one person's. With more, the last would wait longer for their conversation's turn than a reply waits
    /// (<see cref="Connector.ConnectorRates"/>).
    /// </summary>
    public const int MostOfOne = 20;
}
