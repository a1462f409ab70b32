namespace IiqBot.Core.Model;

/// <summary>
/// How a request reaches a handler. The verb has the form <c>noun.verb</c> and travels in buttons and forms. Never rename one: old cards
/// stay in chats for years.
/// </summary>
/// <param name="Verb">The verb.</param>
/// <param name="Access">Who may use it.</param>
public sealed record Route(string Verb, Access Access)
{
    /// <summary>Words that start a typed line with this verb, such as <c>take</c>. Help shows the first.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>
    /// Words that begin like an alias but mean something else, such as <c>file server</c>: a person who types that describes a problem.
    /// </summary>
    public IReadOnlyList<string> NoAliases { get; init; } = [];

    /// <summary>What may follow the alias.</summary>
    public Line Line { get; init; } = Line.Nothing;

    /// <summary>Whether a line of nothing but its options means this verb too: <c>status:waiting assignedto:me</c>.</summary>
    public bool IsMeantByOptions { get; init; }

    /// <summary>What to type and what it does, for help; null for verbs that only buttons use.</summary>
    public Func<Usage>? Usage { get; init; }

    /// <summary>The label of its button; null for verbs that the bot offers to nobody.</summary>
    public Func<string>? Button { get; init; }

    /// <summary>
    /// Whether it changes something. The bot stores such a request before it acknowledges it, and does not run a repeat again.
    /// </summary>
    public bool Writes { get; init; }

    /// <summary>The argument without which the bot changes nothing and only opens the form; null if there is none.</summary>
    public string? AsksFor { get; init; }

    /// <summary>
    /// Whether the bot saves it while Incident IQ is unreachable and runs it later. Not for requests that would be out of date by then,
    /// such as a status.
    /// </summary>
    public bool IsKept { get; init; }

    /// <summary>Whether this request writes.</summary>
    public bool WritesFor(BotRequest request) =>
        Writes && (request.Kind == RequestKind.FormSubmission || AsksFor is null || request.Arguments[AsksFor] is not null);
}

/// <summary>One entry of help.</summary>
/// <param name="Syntax">What to type.</param>
/// <param name="Meaning">What it does.</param>
public sealed record Usage(string Syntax, string Meaning);
