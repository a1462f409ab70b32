using IiqBot.Core.Model;

namespace IiqBot.Core.Durability;

/// <summary>
/// A request that writes. The inbox stores it until long after its answer, so that the bot neither runs it twice nor loses it.
/// </summary>
/// <param name="Id">Its own id.</param>
/// <param name="Request">The request, with its verb. Once it is done, the inbox stores only who asked, where, and the ids.</param>
/// <param name="Reference">What the person sees and an administrator can look up, such as <c>7F3K2Q</c>.</param>
/// <param name="ReceivedAt">When the bot accepted it.</param>
public sealed record WorkItem(Guid Id, BotRequest Request, string Reference, DateTimeOffset ReceivedAt)
{
    private const int MostAttempts = 20;

    /// <summary>How far it is.</summary>
    public WorkState State { get; init; }

    /// <summary>How often a worker has begun it.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>When the bot tries again; null if it is not waiting.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The answer, once there is one.</summary>
    public BotResponse? Answer { get; init; }

    /// <summary>The message that shows the answer, or says that the request waits; null if the bot posted none.</summary>
    public PostedMessage? Shown { get; init; }

    /// <summary>
    /// Whether the person was notified that it waits. Also true if the outbox still has to notify them, or if nobody can. While it waits,
    /// the bot does not notify them again.
    /// </summary>
    public bool IsTold { get; init; }

    /// <summary>Whether a worker has begun to run it, and has not only saved it.</summary>
    public bool IsBegun => IsRetry || !Request.IsDeferred;

    /// <summary>Whether workers have begun it so often that another attempt would hardly end better: each of them crashed.</summary>
    public bool IsEndless => Attempts > MostAttempts && State != WorkState.Waiting;

    /// <summary>Whether an earlier attempt may have done part of the work before it crashed.</summary>
    public bool IsRetry => Attempts > 1;
}

/// <summary>A message from the bot.</summary>
/// <param name="Conversation">The message's conversation.</param>
/// <param name="MessageId">The platform's id of the message.</param>
public sealed record PostedMessage(ConversationAddress Conversation, string MessageId);

/// <summary>The result of storing a request.</summary>
/// <param name="Item">The request as stored; for a repeat, the first one.</param>
/// <param name="IsNew">Whether the inbox stored it now. Otherwise it knew one of the keys.</param>
/// <param name="OthersWait">Whether older requests of the same person still wait. They run first.</param>
public sealed record Receipt(WorkItem Item, bool IsNew, bool OthersWait = false);
