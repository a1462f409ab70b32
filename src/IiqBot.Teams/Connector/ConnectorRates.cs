using IiqBot.Core.Platforms;

namespace IiqBot.Teams.Connector;

/// <summary>The rate limits of Teams for a bot (docs/reference/teams.md, "Rate limits").</summary>
internal static class ConnectorRates
{
    /// <summary>Sending, updating and creating, for each conversation.</summary>
    public static Pacing Sending(TimeProvider time) => new(time, Windows(7, 8, 60, 1800));

    /// <summary>Reading members, for each conversation.</summary>
    public static Pacing Reading(TimeProvider time) => new(time, Windows(14, 16, 120, 3600));

    /// <summary>Messages that nobody waits for, for each tenant: half of the bot's 50 a second.</summary>
    public static Pacing Unasked(TimeProvider time) => new(time, new CallWindow(25, TimeSpan.FromSeconds(1)));

    private static CallWindow[] Windows(int second, int twoSeconds, int halfMinute, int hour) =>
        [
            new(second, TimeSpan.FromSeconds(1)),
            new(twoSeconds, TimeSpan.FromSeconds(2)),
            new(halfMinute, TimeSpan.FromSeconds(30)),
            new(hour, TimeSpan.FromHours(1)),
        ];
}
