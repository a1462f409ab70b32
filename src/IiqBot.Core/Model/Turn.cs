namespace IiqBot.Core.Model;

/// <summary>One request on its way through a handler, with the person who made it.</summary>
/// <param name="Request">The request, with its verb and arguments.</param>
/// <param name="Caller">The Incident IQ account behind it; null only for routes that <see cref="Access.Anyone"/> may use.</param>
public sealed record Turn(BotRequest Request, Person? Caller)
{
    /// <summary>The Incident IQ account behind the request.</summary>
    /// <exception cref="InvalidOperationException">Anyone may use the route, and the bot does not know this person.</exception>
    public Person Person => Caller ?? throw new InvalidOperationException("This route lets people in whom Incident IQ does not know.");

    /// <summary>Whether an earlier attempt at this request may have done part of the work before it crashed.</summary>
    public bool IsRetry { get; init; }

    /// <summary>When the bot accepted the request; null if it did not store it, because it only reads.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>
    /// Why the bot could not look the person up again, so that it only remembers them (<see cref="Durability.IKnownPeople"/>) and must not
    /// run anything for them now. Null if it looked them up.
    /// </summary>
    public Exception? Remembered { get; init; }

    /// <summary>Where a handler notes what to write to the audit log and what to notify others of.</summary>
    public Trail Trail { get; init; } = new();

    /// <summary>The verb's arguments.</summary>
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

    /// <summary>Whether the person sent a form, and does not only want to open it.</summary>
    public bool IsSubmission => Request.Kind == RequestKind.FormSubmission;
}
