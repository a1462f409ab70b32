using IiqBot.Core.Model;

namespace IiqBot.Core.Durability;

/// <summary>A request that writes, as it is remembered until long after its answer, so that nothing is done twice or lost.</summary>
/// <param name="Id">Its own id.</param>
/// <param name="Request">What was asked, with its verb known; of a finished one only who asked, where, and the ids are kept.</param>
/// <param name="Reference">What the person is shown and an administrator can look up, such as <c>7F3K2Q</c>.</param>
/// <param name="ReceivedAt">When it was accepted.</param>
public sealed record WorkItem(Guid Id, BotRequest Request, string Reference, DateTimeOffset ReceivedAt)
{
    private const int MostAttempts = 20;

    /// <summary>How far it has come.</summary>
    public WorkState State { get; init; }

    /// <summary>How many times it was begun.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>When it is to be tried again; null when it is not waiting.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The answer, once there is one.</summary>
    public BotResponse? Answer { get; init; }

    /// <summary>The message that says it is waiting, or that shows the answer; null when none was posted.</summary>
    public PostedMessage? Shown { get; init; }

    /// <summary>
    /// Whether the person was told that it waits, in whatever way, or that is owed to them or cannot be done: while it waits, nobody
    /// tells them again.
    /// </summary>
    public bool IsTold { get; init; }

    /// <summary>Whether anybody began to carry it out, and did not merely keep it.</summary>
    public bool IsBegun => IsRetry || !Request.IsDeferred;

    /// <summary>Whether it was begun so often that another attempt will hardly end otherwise: whoever began it died over it.</summary>
    public bool IsEndless => Attempts > MostAttempts && State != WorkState.Waiting;

    /// <summary>Whether an earlier attempt may have got somewhere before it died.</summary>
    public bool IsRetry => Attempts > 1;
}

/// <summary>A message of the bot's.</summary>
/// <param name="Conversation">Where it is.</param>
/// <param name="MessageId">The platform's id of it.</param>
public sealed record PostedMessage(ConversationAddress Conversation, string MessageId);

/// <summary>What became of storing a request.</summary>
/// <param name="Item">The request as stored; for a repeat, the first one.</param>
/// <param name="IsNew">Whether it was stored now. Otherwise one of its keys was known.</param>
/// <param name="OthersWait">Whether older requests of the same person still wait, which come first.</param>
public sealed record Receipt(WorkItem Item, bool IsNew, bool OthersWait = false);
