namespace IiqBot.IncidentIq.Lookups;

/// <summary>
/// The calls in progress whose answers will be cached, by key and in the order of their start. There is usually one per key. There
/// are more if a caller in a hurry does not wait for a slow one. Used under the cache's lock only.
/// </summary>
internal sealed class Loadings
{
    private readonly Dictionary<string, List<LoadingAnswer>> _begun = new(StringComparer.Ordinal);

    /// <summary>Returns the call that started last; null if there is none.</summary>
    public LoadingAnswer? Newest(string key) => _begun.TryGetValue(key, out var begun) ? begun[^1] : null;

    /// <summary>Adds a call that starts.</summary>
    public void Add(string key, LoadingAnswer loading)
    {
        if (_begun.TryGetValue(key, out var begun))
            begun.Add(loading);
        else
            _begun.Add(key, [loading]);
    }

    /// <summary>
    /// Decides whether the answer of a call is cached: not if the call was forgotten, or if a later call has already answered.
    /// Forgets the calls that started before it.
    /// </summary>
    public bool Arrive(string key, LoadingAnswer loading)
    {
        if (!_begun.TryGetValue(key, out var begun) || begun.IndexOf(loading) is not (>= 0 and var place))
            return false;
        begun.RemoveRange(0, place);
        return true;
    }

    /// <summary>Removes a call.</summary>
    public void Remove(string key, LoadingAnswer loading)
    {
        if (_begun.TryGetValue(key, out var begun) && begun.Remove(loading) && begun.Count == 0)
            _begun.Remove(key);
    }

    /// <summary>Forgets all calls for this key.</summary>
    public void Forget(string key) => _begun.Remove(key);

    /// <summary>Forgets all calls.</summary>
    public void Clear() => _begun.Clear();
}
