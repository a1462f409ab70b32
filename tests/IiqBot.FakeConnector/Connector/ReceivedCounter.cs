namespace IiqBot.FakeConnector.Connector;

/// <summary>Counts the activities the bot sent and lets one waiter know when a number is reached.</summary>
internal sealed class ReceivedCounter
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _count;
    private long _target = long.MaxValue;

    public long Count => Interlocked.Read(ref _count);

    public void Add()
    {
        if (Interlocked.Increment(ref _count) >= Interlocked.Read(ref _target))
            Complete();
    }

    public Task WaitForAsync(long count)
    {
        lock (_gate)
        {
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Interlocked.Exchange(ref _target, count);
        }

        if (Count >= count)
            Complete();
        return _reached.Task;
    }

    private void Complete()
    {
        lock (_gate)
        {
            _reached.TrySetResult();
        }
    }
}
