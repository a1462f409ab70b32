namespace IiqBot.Core.Model;

/// <summary>How a person made a request.</summary>
public enum RequestKind
{
    /// <summary>The person typed a line to the bot.</summary>
    Message,

    /// <summary>The person pressed a button on a card.</summary>
    CardAction,

    /// <summary>The person sent a form.</summary>
    FormSubmission,

    /// <summary>Something happened on the platform. The request has a reserved verb.</summary>
    Event,
}

/// <summary>One request, independent of its platform. The adapter has verified its origin before.</summary>
public sealed record BotRequest
{
    /// <summary>The platform's id of the request: the same for a repeated delivery, different for a new press.</summary>
    public required string Id { get; init; }

    /// <summary>How the person made it.</summary>
    public required RequestKind Kind { get; init; }

    /// <summary>The person who made it.</summary>
    public required Actor Actor { get; init; }

    /// <summary>The conversation in which they made it.</summary>
    public required ConversationAddress Conversation { get; init; }

    /// <summary>What the person asks for, as <c>noun.verb</c>; null for a message, because the bot parses its <see cref="Text"/>.</summary>
    public string? Verb { get; init; }

    /// <summary>The verb's arguments. A client sends them and can forge them: ids and versions, never a right.</summary>
    public Arguments Arguments { get; init; } = Arguments.None;

    /// <summary>The typed line, without mentions of the bot.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// The words behind the bot's name, if other words stand before it. They count if the whole line is no command. See
    /// <see cref="Parsing.AddressedLine.BehindName"/>.
    /// </summary>
    public string? TextBehindName { get; init; }

    /// <summary>The message with the pressed button or with the form; null if the person typed, or there is no message.</summary>
    public string? MessageId { get; init; }

    /// <summary>
    /// What else the adapter needs to answer (for Slack the <c>response_url</c> and the view). Only the adapter reads it.
    /// </summary>
    public string ReplyRoute { get; init; } = "";

    /// <summary>
    /// Whether the bot accepted it while Incident IQ was unreachable and saved it without starting it, because it can wait.
    /// </summary>
    public bool IsDeferred { get; init; }

    /// <summary>How long the work may take in total, from its dispatch.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(12);
}
