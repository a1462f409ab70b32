namespace IiqBot.Core.Model;

/// <summary>
/// How a handler is reached. The verb is <c>noun.verb</c>, travels in buttons and forms, and is never renamed: old cards
/// stay in chats for years.
/// </summary>
/// <param name="Verb">The verb.</param>
/// <param name="Access">Who may use it.</param>
public sealed record Route(string Verb, Access Access)
{
    /// <summary>What starts a typed line that means this verb, such as <c>take</c>; the first is shown in help.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What begins like an alias and is none of it, such as <c>file server</c>: who says that tells what is broken.</summary>
    public IReadOnlyList<string> NoAliases { get; init; } = [];

    /// <summary>What may follow the alias.</summary>
    public Line Line { get; init; } = Line.Nothing;

    /// <summary>Whether a line of nothing but its options means it too: <c>status:waiting assignedto:me</c>.</summary>
    public bool IsMeantByOptions { get; init; }

    /// <summary>How to type it, and what it does, for help; null for verbs that only buttons use.</summary>
    public Func<Usage>? Usage { get; init; }

    /// <summary>What a button says that does it; null for verbs that nobody is offered.</summary>
    public Func<string>? Button { get; init; }

    /// <summary>Whether it changes something, so that it is stored before it is acknowledged and a repeat must not run again.</summary>
    public bool Writes { get; init; }

    /// <summary>The argument without which nothing is changed yet, only the form opened; null when there is none such.</summary>
    public string? AsksFor { get; init; }

    /// <summary>
    /// Whether it is kept while Incident IQ cannot be reached and carried out later. Not for what would be stale by then, such as
    /// a status.
    /// </summary>
    public bool IsKept { get; init; }

    /// <summary>Whether this request is one that writes.</summary>
    public bool WritesFor(BotRequest request) =>
        Writes && (request.Kind == RequestKind.FormSubmission || AsksFor is null || request.Arguments[AsksFor] is not null);
}

/// <summary>An entry of the help text.</summary>
/// <param name="Syntax">What to type.</param>
/// <param name="Meaning">What it does.</param>
public sealed record Usage(string Syntax, string Meaning);
