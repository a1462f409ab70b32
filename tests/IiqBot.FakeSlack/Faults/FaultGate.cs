namespace IiqBot.FakeSlack;

/// <summary>A call that is held until the test releases it.</summary>
public sealed class FaultGate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal FaultGate() { }

    /// <summary>Completes when the call has arrived and waits.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Releases the call.</summary>
    public void Release() => _released.TrySetResult();

    internal Task PassAsync(CancellationToken cancellationToken)
    {
        _reached.TrySetResult();
        return _released.Task.WaitAsync(cancellationToken);
    }
}
