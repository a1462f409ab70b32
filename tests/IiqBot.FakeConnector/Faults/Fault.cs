namespace IiqBot.FakeConnector;

/// <summary>One fault, for a number of calls.</summary>
internal sealed class Fault(ConnectorOperation on, int times)
{
    public ConnectorOperation On { get; } = on;

    public int Times { get; set; } = times;

    public int Status { get; init; }

    public string Code { get; init; } = "ServiceError";

    public string Message { get; init; } = "Unknown";

    public TimeSpan? RetryAfter { get; init; }

    public bool Drop { get; init; }

    public bool LosesAnswer { get; init; }

    public Func<CancellationToken, Task>? Wait { get; init; }
}
