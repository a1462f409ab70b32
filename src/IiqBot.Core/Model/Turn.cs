namespace IiqBot.Core.Model;

/// <summary>One request on its way through a handler, with the person it comes from.</summary>
/// <param name="Request">The request; its verb and arguments are known by now.</param>
/// <param name="Caller">The Incident IQ account behind it; null only for routes that <see cref="Access.Anyone"/> may use.</param>
public sealed record Turn(BotRequest Request, Person? Caller)
{
    /// <summary>The Incident IQ account behind the request.</summary>
    /// <exception cref="InvalidOperationException">The route lets anyone in and this person is not known.</exception>
    public Person Person => Caller ?? throw new InvalidOperationException("This route lets people in whom Incident IQ does not know.");

    /// <summary>Whether an earlier attempt at the same request may have done part of it before it crashed.</summary>
    public bool IsRetry { get; init; }

    /// <summary>When the request was accepted; null when it was not stored, because it only reads.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>
    /// Why the bot could not look the person up again, so that it only remembers them (<see cref="Durability.IKnownPeople"/>) and must not
    /// run anything for them now. Null if it looked them up.
    /// </summary>
    public Exception? Remembered { get; init; }

    /// <summary>Where a handler notes what goes into the audit log, and what others are notified of.</summary>
    public Trail Trail { get; init; } = new();

    /// <summary>What came with the verb.</summary>
    public Arguments Arguments => Request.Arguments;

    /// <summary>Whether only the asker reads the answer.</summary>
    public bool IsOneToOne => Request.Conversation.IsOneToOne;

    /// <summary>The same turn for an answer that only the asker will read (<see cref="BotResponse.Reply.IsPrivate"/>).</summary>
    public Turn Privately() =>
        IsOneToOne
            ? this
            : this with
            {
                Request = Request with { Conversation = Request.Conversation with { Scope = ConversationScope.OneToOne } },
            };

    /// <summary>Whether this is a form that was sent, and not the wish to see it.</summary>
    public bool IsSubmission => Request.Kind == RequestKind.FormSubmission;
}
