using System.Collections.Concurrent;

namespace IiqBot.Sandbox.Http;

/// <summary>Counts calls by method and route template.</summary>
internal sealed class CallCounter
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, int> Counts => new SortedDictionary<string, int>(_counts, StringComparer.OrdinalIgnoreCase);

    public void Count(string route) => _counts.AddOrUpdate(route, 1, static (_, count) => count + 1);

    public void Reset() => _counts.Clear();
}
