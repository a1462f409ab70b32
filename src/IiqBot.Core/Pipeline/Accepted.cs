using IiqBot.Core.Durability;
using IiqBot.Core.Model;

namespace IiqBot.Core.Pipeline;

/// <summary>A request that was taken on: understood, and stored if it writes. It may be acknowledged now.</summary>
/// <param name="Request">The request, with its verb if it is understood.</param>
public sealed record Accepted(BotRequest Request)
{
    /// <summary>
    /// Whether it was accepted before. Who only delivers messages has nothing to do then: the first one's answer is on its way.
    /// </summary>
    public bool IsRepeat { get; init; }

    /// <summary>
    /// What is wrong with the answers of a form, by field id, decided without waiting for anything; such a form was not stored.
    /// </summary>
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Whether it only opens a form, if the person may see it: a platform whose forms must be opened at once can do so before the
    /// answer is there.
    /// </summary>
    public bool OpensForm { get; init; }

    /// <summary>Whether it is stored, so that it will be answered also if nobody here gets to it.</summary>
    public bool IsStored => Work is not null;

    /// <summary>
    /// Whether it should have been stored and could not be: nobody will take it over, so the answer, which says so, is to be given
    /// before the acknowledgement.
    /// </summary>
    public bool CouldNotBeStored => NotStored is not null;

    /// <summary>Whether somebody who may use the bot sent it; known once it is answered, and only of what is stored.</summary>
    public bool IsSenderKnown => Trail.PersonId is not null;

    /// <summary>How the request is answered; null when the verb is not known.</summary>
    internal HandlerRegistration? Registration { get; init; }

    /// <summary>What came to be known of it on its way.</summary>
    internal Trail Trail { get; } = new();

    /// <summary>How a typed line was read.</summary>
    internal ParsedLine? Line { get; init; }

    /// <summary>What was stored of it; null when it only reads.</summary>
    internal WorkItem? Work { get; init; }

    /// <summary>Whether older requests of the same person still wait, so that this one must wait as well.</summary>
    internal bool OthersWait { get; init; }

    /// <summary>Why it could not be stored, in which case nothing may be done.</summary>
    internal StorageUnavailableException? NotStored { get; init; }

    /// <summary>The verb for logs and metrics: a name from the wire must not make new series.</summary>
    internal string KnownVerb => Registration?.Route.Verb ?? "unknown";
}
