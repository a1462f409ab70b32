using System.Text.Json;

namespace IiqBot.FakeSlack;

/// <summary>A call by the bot.</summary>
/// <param name="Method">The Web API method, or <c>response_url</c>.</param>
/// <param name="Arguments">Its arguments; in a form, JSON stays text.</param>
/// <param name="Error">The error in the answer; null if it was carried out.</param>
public sealed record FakeCall(string Method, JsonElement Arguments, string? Error);

/// <summary>The calls by the bot, in order.</summary>
internal sealed class CallLog(FakeSlackOptions options, ChangeSignal changes)
{
    private readonly List<FakeCall> _calls = [];
    private readonly Lock _gate = new();
    private long _count;

    public long Count => Interlocked.Read(ref _count);

    public void Add(string method, JsonElement arguments, string? error)
    {
        Interlocked.Increment(ref _count);
        if (!options.CountOnly)
        {
            lock (_gate)
            {
                _calls.Add(new FakeCall(method, arguments, error));
            }
        }

        changes.Raise();
    }

    public IReadOnlyList<FakeCall> Snapshot()
    {
        lock (_gate)
        {
            return [.. _calls];
        }
    }
}
