using System.Security.Cryptography;
using IiqBot.Core.Messaging;
using IiqBot.Core.Requests;

namespace IiqBot.Teams.Files;

/// <summary>
/// Keeps where people's files are, so that requests, cards and forms carry only a short reference, which is good for the sender alone. It is
/// kept in this process: after a restart, or in another replica that a form is sent to, a reference means nothing, and the person is asked to
/// send the file again.
/// </summary>
internal sealed class SentFiles(TimeProvider time)
{
    /// <summary>
    /// How long a reference is good. Microsoft says of the addresses behind them that they live for about an hour, each as long as it was
    /// made for (github.com/microsoft/teams.py, #594).
    /// </summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>How many files are kept, mostly of some 3 kB, at the most of 9; the oldest gives way.</summary>
    public const int Most = 2000;

    private const int ReferenceBytes = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Kept> _files = new(StringComparer.Ordinal);
    private readonly Queue<(string Reference, DateTimeOffset Until)> _oldestFirst = new();

    private sealed record Kept(string Tenant, string User, SentFile File);

    /// <summary>Keeps a message's files.</summary>
    /// <param name="sender">Who sent them.</param>
    /// <param name="files">The files; of more than one request carries, the first.</param>
    /// <returns>What they are referred to by.</returns>
    public IReadOnlyList<PlatformFile> Keep(Actor sender, IEnumerable<SentFile> files) =>
        [.. files.Take(PlatformFile.Most).Select(file => new PlatformFile(Keep(new Kept(sender.Tenant, sender.UserId, file)), file.Name))];

    /// <summary>The file that a reference means; null when it means none, no longer, or somebody else's.</summary>
    public SentFile? Find(Actor asker, string reference)
    {
        lock (_gate)
        {
            Forget();
            return _files.TryGetValue(reference, out var kept) && (kept.Tenant, kept.User) == (asker.Tenant, asker.UserId) ? kept.File : null;
        }
    }

    private string Keep(Kept kept)
    {
        var reference = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(ReferenceBytes));
        lock (_gate)
        {
            Forget();
            if (_files.Count == Most) _files.Remove(_oldestFirst.Dequeue().Reference);
            _files.Add(reference, kept);
            _oldestFirst.Enqueue((reference, time.GetUtcNow() + Lifetime));
        }

        return reference;
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        while (_oldestFirst.TryPeek(out var oldest) && oldest.Until <= now) _files.Remove(_oldestFirst.Dequeue().Reference);
    }
}
