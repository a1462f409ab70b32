namespace IiqBot.Storage.Database;

/// <summary>A write in the queue for a SQLite file.</summary>
/// <param name="place">Its place in the queue.</param>
internal abstract class WriteJob(long place)
{
    public static IComparer<WriteJob> InTurn { get; } = Comparer<WriteJob>.Create((one, other) => one._place.CompareTo(other._place));

    private readonly long _place = place;

    public abstract Task RunAsync(StorageContext context);

    public abstract void Succeed();

    public abstract void Fail(Exception exception);
}

/// <summary>A write with a result.</summary>
/// <param name="write">The write.</param>
/// <param name="place">Its place in the queue.</param>
/// <param name="cancellationToken">Cancels the write while it is in the queue.</param>
/// <typeparam name="T">The type of the result.</typeparam>
internal sealed class WriteJob<T>(Func<StorageContext, CancellationToken, Task<T>> write, long place, CancellationToken cancellationToken)
    : WriteJob(place)
{
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Outcome => _outcome.Task;

    public override async Task RunAsync(StorageContext context)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _result = await write(context, CancellationToken.None);
    }

    public override void Succeed() => _outcome.TrySetResult(_result!);

    public override void Fail(Exception exception) => _outcome.TrySetException(exception);
}
