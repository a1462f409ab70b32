namespace IiqBot.FakeSlack;

/// <summary>One fault, for a number of calls.</summary>
internal sealed class Fault(string on, int times)
{
    public int Times { get; set; } = times;

    public int Status { get; init; }

    /// <summary>The error of the JSON answer; null for an answer without JSON.</summary>
    public string? Error { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public bool Drop { get; init; }

    public bool LosesAnswer { get; init; }

    public Func<CancellationToken, Task>? Wait { get; init; }

    public bool AimsAt(string operation) => on.EndsWith('*') ? operation.StartsWith(on[..^1], StringComparison.Ordinal) : on == operation;
}
