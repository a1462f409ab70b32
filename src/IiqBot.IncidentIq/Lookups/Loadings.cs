namespace IiqBot.IncidentIq.Lookups;

/// <summary>
/// The calls under way whose answers are to be kept, by key and in the order in which they began. Mostly one; more where somebody in a
/// hurry does
/// not wait for one that takes its time. Used behind the cache's gate only.
/// </summary>
internal sealed class Loadings
{
    private readonly Dictionary<string, List<LoadingAnswer>> _begun = new(StringComparer.Ordinal);

    /// <summary>The one that began last; null for none.</summary>
    public LoadingAnswer? Newest(string key) => _begun.TryGetValue(key, out var begun) ? begun[^1] : null;

    /// <summary>Notes one that begins.</summary>
    public void Add(string key, LoadingAnswer loading)
    {
        if (_begun.TryGetValue(key, out var begun))
            begun.Add(loading);
        else
            _begun.Add(key, [loading]);
    }

    /// <summary>Whether its answer is to be kept: it was not forgotten, and none that began later has brought its own. Those that began
    /// before it are
    /// forgotten now.</summary>
    public bool Arrive(string key, LoadingAnswer loading)
    {
        if (!_begun.TryGetValue(key, out var begun) || begun.IndexOf(loading) is not (>= 0 and var place))
            return false;
        begun.RemoveRange(0, place);
        return true;
    }

    /// <summary>Forgets one.</summary>
    public void Remove(string key, LoadingAnswer loading)
    {
        if (_begun.TryGetValue(key, out var begun) && begun.Remove(loading) && begun.Count == 0)
            _begun.Remove(key);
    }

    /// <summary>Forgets all under this key.</summary>
    public void Forget(string key) => _begun.Remove(key);

    /// <summary>Forgets all.</summary>
    public void Clear() => _begun.Clear();
}
