using System.Security.Cryptography;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;

namespace IiqBot.Teams.Files;

/// <summary>
/// Remembers where people's files are, so that requests, cards and forms carry only a short reference, which works only for the sender. The
/// references live in this process. After a restart, or in another replica that receives the form, a reference is unknown, and the bot asks
/// the person to send the file again. Until the bot knows the sender, it holds a file only for as long as their request takes.
/// </summary>
internal sealed class SentFiles(TimeProvider time)
{
    /// <summary>
    /// How long a reference works. Microsoft says that the addresses behind them live for about an hour, each for its own time
    /// (github.com/microsoft/teams.py, #594).
    /// </summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>How many files to remember. An entry mostly takes some 3 kB and at most 10. A new one replaces the oldest.</summary>
    public const int Most = 2000;

    /// <summary>How many of them may be one person's. A new one replaces their oldest.</summary>
    public const int MostOfOne = 100;

    /// <summary>How long a request can take until the bot knows the sender.</summary>
    private static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(1);

    private const int ReferenceBytes = 16;

    private readonly Lock _gate = new();
    private readonly Shelf _held = new(HeldFor);
    private readonly Shelf _kept = new(Lifetime);

    private sealed record Entry(string Reference, ActorKey Sender, SentFile File)
    {
        public DateTimeOffset Until { get; init; }
    }

    /// <summary>Holds a message's files until the bot knows the sender.</summary>
    /// <param name="sender">The claimed sender.</param>
    /// <param name="files">The files. If there are more than one request can carry, the first ones count.</param>
    /// <returns>Their references.</returns>
    public IReadOnlyList<PlatformFile> Hold(Actor sender, IEnumerable<SentFile> files) =>
        [.. files.Take(PlatformFile.Most).Select(file => new PlatformFile(Hold(sender, file), file.Name))];

    /// <summary>Keeps the held files once the bot knows the sender, or forgets them if that person may not use the bot.</summary>
    public void Settle(IReadOnlyList<PlatformFile> files, bool isKnown)
    {
        lock (_gate)
        {
            foreach (var file in files)
            {
                if (_held.Take(file.Reference) is { } entry && isKnown)
                    _kept.Put(entry, time.GetUtcNow());
            }
        }
    }

    /// <summary>Finds a file by its reference; null when the reference is unknown, expired, or somebody else's.</summary>
    public SentFile? Find(Actor asker, string reference)
    {
        lock (_gate)
        {
            var found = _kept.Find(reference, time.GetUtcNow()) ?? _held.Find(reference, time.GetUtcNow());
            return found?.Sender == asker.Key ? found.File : null;
        }
    }

    private string Hold(Actor sender, SentFile file)
    {
        var reference = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(ReferenceBytes));
        lock (_gate)
            _held.Put(new Entry(reference, sender.Key, file), time.GetUtcNow());
        return reference;
    }

    /// <summary>Files with the same lifetime, the oldest first.</summary>
    private sealed class Shelf(TimeSpan lifetime)
    {
        private readonly LinkedList<Entry> _oldestFirst = [];
        private readonly Dictionary<string, LinkedListNode<Entry>> _byReference = new(StringComparer.Ordinal);

        public void Put(Entry entry, DateTimeOffset now)
        {
            Forget(now);
            var own = _oldestFirst.Where(other => other.Sender == entry.Sender).ToList();
            if (own.Count >= MostOfOne)
                Take(own[0].Reference);
            else if (_byReference.Count >= Most)
                Take(_oldestFirst.First!.Value.Reference);
            _byReference.Add(entry.Reference, _oldestFirst.AddLast(entry with { Until = now + lifetime }));
        }

        public Entry? Find(string reference, DateTimeOffset now)
        {
            Forget(now);
            return _byReference.GetValueOrDefault(reference)?.Value;
        }

        public Entry? Take(string reference)
        {
            if (!_byReference.Remove(reference, out var node))
                return null;
            _oldestFirst.Remove(node);
            return node.Value;
        }

        private void Forget(DateTimeOffset now)
        {
            while (_oldestFirst.First is { Value: var oldest } && oldest.Until <= now)
                Take(oldest.Reference);
        }
    }
}
