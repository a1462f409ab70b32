namespace IiqBot.Conformance.Tests.Driving;

/// <summary>Makes waits check again after each event, without a clock.</summary>
internal sealed class Pulse
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Signals an event.</summary>
    public void Beat()
    {
        TaskCompletionSource beaten;
        lock (_gate)
            (beaten, _next) = (_next, new(TaskCreationOptions.RunContinuationsAsynchronously));
        beaten.SetResult();
    }

    /// <summary>Waits until a condition is true.</summary>
    /// <exception cref="TimeoutException">It did not become true.</exception>
    public async Task WaitUntilAsync(Func<bool> isSo, string what)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            while (true)
            {
                Task next;
                lock (_gate)
                    next = _next.Task;
                if (isSo())
                    return;
                await next.WaitAsync(limit.Token);
            }
        }
        catch (OperationCanceledException tooLate) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Within {Patience} there was no {what}", tooLate);
        }
    }
}
