using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;

namespace IiqBot.FakeConnector;

/// <summary>A message in a conversation; its content is what readers see now, after all updates.</summary>
public sealed class FakeMessage
{
    private readonly ConcurrentDictionary<string, JsonElement> _views = new(StringComparer.Ordinal);
    private ImmutableList<JsonElement> _versions;

    internal FakeMessage(string id, string? threadId, string? replyToId, FakePerson? author, JsonElement activity)
    {
        (Id, ThreadId, ReplyToId, Author) = (id, threadId, replyToId, author);
        _versions = [activity];
    }

    /// <summary>The activity id.</summary>
    public string Id { get; }

    /// <summary>In a channel, the id of the thread's first message; null elsewhere.</summary>
    public string? ThreadId { get; }

    /// <summary>The message it answers, if it named one.</summary>
    public string? ReplyToId { get; }

    /// <summary>Who wrote it; null for the bot.</summary>
    public FakePerson? Author { get; }

    /// <summary>Whether the bot deleted it.</summary>
    public bool IsDeleted { get; private set; }

    /// <summary>All its contents, oldest first.</summary>
    public IReadOnlyList<JsonElement> Versions => _versions;

    /// <summary>The activity as last sent or updated.</summary>
    public JsonElement Activity => _versions[^1];

    /// <summary>The text, if any.</summary>
    public string? Text => Activity.Text("text");

    /// <summary>The text of the notification, if any.</summary>
    public string? Summary => Activity.Text("summary");

    /// <summary>The Adaptive Cards everybody sees.</summary>
    public IReadOnlyList<JsonElement> Cards =>
        [
            .. Activity
                .Items("attachments")
                .Where(a => a.Text("contentType") == ContentTypes.AdaptiveCard)
                .Select(a => a.GetProperty("content")),
        ];

    /// <summary>The first Adaptive Card; null if there is none.</summary>
    public JsonElement? Card => Cards is [var card, ..] ? card : null;

    /// <summary>
    /// The card that one person sees: the answer to an invoke replaces only the presser's view, until the bot updates the message.
    /// </summary>
    public JsonElement? CardFor(FakePerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return _views.TryGetValue(person.Id, out var view) ? view : Card;
    }

    internal void Show(FakePerson person, JsonElement card) => _views[person.Id] = card;

    internal void Update(JsonElement activity)
    {
        ImmutableInterlocked.Update(ref _versions, static (all, next) => all.Add(next), activity);
        _views.Clear();
    }

    internal void Delete() => IsDeleted = true;
}
