using IiqBot.Core.Durability;
using IiqBot.Core.Model;

namespace IiqBot.Core.Pipeline;

/// <summary>A request that the bot accepted: parsed and, if it writes, stored. The adapter may acknowledge it now.</summary>
/// <param name="Request">The request, with its verb if the bot knows it.</param>
public sealed record Accepted(BotRequest Request)
{
    /// <summary>
    /// Whether the bot accepted it before. An adapter that only delivers messages then has nothing to do: the first answer is on its way.
    /// </summary>
    public bool IsRepeat { get; init; }

    /// <summary>
    /// The errors in a form's answers, by field id, found without waiting for anything. The bot does not store such a form.
    /// </summary>
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Whether it only opens a form, if the person may see it. A platform that must open forms at once can do so before the answer is
    /// there.
    /// </summary>
    public bool OpensForm { get; init; }

    /// <summary>Whether the bot stored it, so that it gets an answer even if this process does not give one.</summary>
    public bool IsStored => Work is not null;

    /// <summary>
    /// Whether the bot failed to store it. No worker will take it over, so the adapter must give the answer, which says so, before the
    /// acknowledgement.
    /// </summary>
    public bool CouldNotBeStored => NotStored is not null;

    /// <summary>Whether the sender may use the bot. Known only for a stored request, after its answer.</summary>
    public bool IsSenderKnown => Trail.PersonId is not null;

    /// <summary>The handler of the request; null if the bot does not know the verb.</summary>
    internal HandlerRegistration? Registration { get; init; }

    /// <summary>What the bot learned about it on the way.</summary>
    internal Trail Trail { get; } = new();

    /// <summary>What a typed line means.</summary>
    internal ParsedLine? Line { get; init; }

    /// <summary>The stored request; null if it only reads.</summary>
    internal WorkItem? Work { get; init; }

    /// <summary>Whether older requests of the same person still wait, so that this one must wait too.</summary>
    internal bool OthersWait { get; init; }

    /// <summary>Why the bot could not store it. It then does nothing.</summary>
    internal StorageUnavailableException? NotStored { get; init; }

    /// <summary>The verb for logs and metrics: a name from a client must not create a new series.</summary>
    internal string KnownVerb => Registration?.Route.Verb ?? "unknown";
}
