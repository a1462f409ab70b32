using IiqBot.Core.Identity;
using IiqBot.Core.Parsing;

namespace IiqBot.Core.Dispatch;

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

    /// <summary>What may follow the alias.</summary>
    public Line Line { get; init; } = Line.Nothing;

    /// <summary>How to type it, and what it does, for help; null for verbs that only buttons use.</summary>
    public Func<Usage>? Usage { get; init; }

    /// <summary>Whether it changes something, so that a repeated delivery must not run again.</summary>
    public bool Writes { get; init; }
}

/// <summary>An entry of the help text.</summary>
/// <param name="Syntax">What to type.</param>
/// <param name="Meaning">What it does.</param>
public sealed record Usage(string Syntax, string Meaning);
