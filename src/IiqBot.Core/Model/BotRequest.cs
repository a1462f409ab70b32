namespace IiqBot.Core.Model;

/// <summary>How a request was made.</summary>
public enum RequestKind
{
    /// <summary>A line somebody typed to the bot.</summary>
    Message,

    /// <summary>A button on a card.</summary>
    CardAction,

    /// <summary>A form that was sent.</summary>
    FormSubmission,

    /// <summary>Something that happened on the platform, under a reserved verb.</summary>
    Event,
}

/// <summary>One request, freed of its platform. The adapter has verified where it came from before making it.</summary>
public sealed record BotRequest
{
    /// <summary>The platform's id of the request: the same for a repeated delivery, different for a new press.</summary>
    public required string Id { get; init; }

    /// <summary>How it was made.</summary>
    public required RequestKind Kind { get; init; }

    /// <summary>Who made it.</summary>
    public required Actor Actor { get; init; }

    /// <summary>Where it was made.</summary>
    public required ConversationAddress Conversation { get; init; }

    /// <summary>What is asked for, as <c>noun.verb</c>; null for a message, whose <see cref="Text"/> is parsed.</summary>
    public string? Verb { get; init; }

    /// <summary>What came with the verb. From a client, so forgeable: ids and versions, never a right.</summary>
    public Arguments Arguments { get; init; } = Arguments.None;

    /// <summary>The typed line, mentions of the bot already taken out.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// The words behind the bot's name, if other words stand before it. They count if the whole line is no command. See <see
    /// cref="Parsing.AddressedLine.BehindName"/>.
    /// </summary>
    public string? TextBehindName { get; init; }

    /// <summary>The message whose button was pressed, or that carries the form; null when something was typed, or there is none.</summary>
    public string? MessageId { get; init; }

    /// <summary>
    /// What else the adapter needs to answer (for Slack the <c>response_url</c> and the view). Only the adapter reads it.
    /// </summary>
    public string ReplyRoute { get; init; } = "";

    /// <summary>
    /// Whether the bot accepted it while Incident IQ was unreachable and saved it without starting it, because it can wait.
    /// </summary>
    public bool IsDeferred { get; init; }

    /// <summary>How long the work may take in all, from the moment it is dispatched.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(12);
}
