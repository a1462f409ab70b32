using System.Security.Cryptography;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;

namespace IiqBot.Teams.Files;

/// <summary>
/// Keeps where people's files are, so that requests, cards and forms carry only a short reference, which is good for the sender alone. It
/// is
/// kept in this process: after a restart, or in another replica that a form is sent to, a reference means nothing, and the person is asked
/// to
/// send the file again. While it is not known who sends, a file is only held for as long as their request takes.
/// </summary>
internal sealed class SentFiles(TimeProvider time)
{
    /// <summary>
    /// How long a reference is good. Microsoft says of the addresses behind them that they live for about an hour, each as long as it was
    /// made for (github.com/microsoft/teams.py, #594).
    /// </summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>How many files are kept, mostly of some 3 kB, at the most of 10; the oldest gives way.</summary>
    public const int Most = 2000;

    /// <summary>How many of them are one person's; their oldest gives way.</summary>
    public const int MostOfOne = 100;

    /// <summary>How long a request can take until it is known who sent it.</summary>
    private static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(1);

    private const int ReferenceBytes = 16;

    private readonly Lock _gate = new();
    private readonly Shelf _held = new(HeldFor);
    private readonly Shelf _kept = new(Lifetime);

    private sealed record Entry(string Reference, ActorKey Sender, SentFile File)
    {
        public DateTimeOffset Until { get; init; }
    }

    /// <summary>Holds a message's files until it is known who sent them.</summary>
    /// <param name="sender">Who is said to have sent them.</param>
    /// <param name="files">The files; of more than one request carries, the first.</param>
    /// <returns>What they are referred to by.</returns>
    public IReadOnlyList<PlatformFile> Hold(Actor sender, IEnumerable<SentFile> files) =>
        [.. files.Take(PlatformFile.Most).Select(file => new PlatformFile(Hold(sender, file), file.Name))];

    /// <summary>
    /// Keeps files that were held, for it is known now who sent them; or forgets them, for it is nobody who may use the bot.
    /// </summary>
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

    /// <summary>The file that a reference means; null when it means none, no longer, or somebody else's.</summary>
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

    /// <summary>Files of equal lifetime, the oldest first.</summary>
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
