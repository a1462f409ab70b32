namespace IiqBot.FakeSlack;

/// <summary>Lets tests wait for a condition, checked after each change and never by sleeping.</summary>
internal sealed class ChangeSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Raise()
    {
        TaskCompletionSource raised;
        lock (_gate)
        {
            raised = _next;
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        raised.SetResult();
    }

    /// <summary>The result of <paramref name="look"/>, as soon as it is not null.</summary>
    /// <exception cref="TimeoutException">It stayed null.</exception>
    public async Task<T> WaitAsync<T>(Func<T?> look, Func<string> what, TimeSpan patience, CancellationToken cancellationToken)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            while (true)
            {
                Task changed;
                lock (_gate)
                {
                    changed = _next.Task;
                }

                if (look() is { } found)
                    return found;
                await changed.WaitAsync(limit.Token);
            }
        }
        catch (OperationCanceledException tooLate) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Within {patience} there was no {what()}", tooLate);
        }
    }
}
