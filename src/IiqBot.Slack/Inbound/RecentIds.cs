using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace IiqBot.Slack.Inbound;

/// <summary>
/// The ids of requests that the bot accepted, kept for longer than a signature is valid. A repeat or a replay changes nothing and gets an
/// empty answer. Requests that write are also stored under their id, so that other replicas know them.
/// </summary>
internal sealed class RecentIds(TimeProvider time)
{
    private const int MostPerGeneration = 200_000;
    private static readonly TimeSpan Generation = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private HashSet<UInt128> _current = [];
    private HashSet<UInt128> _previous = [];
    private long _since = time.GetTimestamp();

    /// <summary>Records an id; false when it was recorded before.</summary>
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

    /// <summary>Forgets the id of a request that the bot did not accept after all.</summary>
    public void Remove(string id)
    {
        var hash = HashOf(id);
        lock (_gate)
        {
            _current.Remove(hash);
            _previous.Remove(hash);
        }
    }

    // Half of the hash is more than enough to tell ids apart, and takes a tenth of the memory of their texts.
    private static UInt128 HashOf(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(id.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
