namespace IiqBot.FakeConnector;

/// <summary>A call that is held up until the test lets it go.</summary>
public sealed class FaultGate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal FaultGate() { }

    /// <summary>Completes when the call has come in and waits.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Lets the call go on.</summary>
    public void Release() => _released.TrySetResult();

    internal Task PassAsync(CancellationToken cancellationToken)
    {
        _reached.TrySetResult();
        return _released.Task.WaitAsync(cancellationToken);
    }
}
