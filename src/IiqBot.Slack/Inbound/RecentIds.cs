using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace IiqBot.Slack.Inbound;

/// <summary>
/// Ids of requests that were taken on, for longer than a signature is good: a repeat or a replay changes nothing and is answered
/// nothing. What writes is also stored under its id, so that other replicas know of it.
/// </summary>
internal sealed class RecentIds(TimeProvider time)
{
    private const int MostPerGeneration = 200_000;
    private static readonly TimeSpan Generation = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private HashSet<UInt128> _current = [];
    private HashSet<UInt128> _previous = [];
    private long _since = time.GetTimestamp();

    /// <summary>Notes an id; false when it was noted before.</summary>
    public bool TryAdd(string id)
    {
        var hash = HashOf(id);
        lock (_gate)
        {
            if (_current.Count >= MostPerGeneration || time.GetElapsedTime(_since) >= Generation)
            {
                (_previous, _current) = (_current, []);
                _since = time.GetTimestamp();
            }

            return !_previous.Contains(hash) && _current.Add(hash);
        }
    }

    /// <summary>Forgets an id whose request was not taken on after all.</summary>
    public void Remove(string id)
    {
        var hash = HashOf(id);
        lock (_gate)
        {
            _current.Remove(hash);
            _previous.Remove(hash);
        }
    }

    // Half of the hash is more than enough to tell ids apart, and takes a tenth of the memory that their texts would.
    private static UInt128 HashOf(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(id.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
