namespace IiqBot.Durability.Tests.Stage;

/// <summary>How long the runs are: short for each change, full length if <c>IIQBOT_DURABILITY=full</c> is set.</summary>
internal static class Length
{
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("IIQBOT_DURABILITY") == "full";

    /// <summary>Kills in the run of each database.</summary>
    public static int Kills => IsFull ? 105 : 20;

    /// <summary>Filings during the outage.</summary>
    public static int FilingsInOutage => IsFull ? 1000 : 100;

    /// <summary>Requests that are replayed.</summary>
    public static int Replayed => IsFull ? 60 : 12;

    /// <summary>How long the replicas are under load.</summary>
    public static TimeSpan Load => IsFull ? TimeSpan.FromMinutes(4) : TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long everything may take to finish once nothing fails any more: a crashed worker's lease (60 s), the time after which a lost
    /// filing is sent again (45 s), and the longest pause between two attempts (75 s), with a margin for a busy machine.
    /// </summary>
    public static TimeSpan Settling => TimeSpan.FromMinutes(5);
}
