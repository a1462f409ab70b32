namespace IiqBot.Core.Model;

/// <summary>What a typed line means.</summary>
/// <param name="Verb">The verb; null if the bot does not understand the line.</param>
/// <param name="Arguments">The verb's arguments.</param>
public sealed record ParsedLine(string? Verb, Arguments Arguments)
{
    /// <summary>Whether it is a command, and not small talk or a sentence that only mentions a ticket.</summary>
    public bool IsCommand => Verb is not null and not Verbs.SmallTalk && !Arguments.Flag(TicketReference.Mentioned);

    /// <summary>Words that the parser could not place.</summary>
    public IReadOnlyList<string> NotUnderstood { get; init; } = [];

    /// <summary>
    /// Whether the line is longer than one message can be. The bot then reads none of it, because a part of it could mean something else.
    /// </summary>
    public bool IsTooLong { get; init; }

    /// <summary>The commands that the person may have meant, if the parser understood no verb or only a ticket.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];

    /// <summary>Why the bot does not run it at once.</summary>
    public Doubt Doubt { get; init; }

    /// <summary>The word or words that make it doubtful; empty if none stands out.</summary>
    public string DoubtfulWords { get; init; } = "";

    /// <summary>The tickets that it names, if there are several.</summary>
    public IReadOnlyList<string> Tickets { get; init; } = [];

    /// <summary>The arguments for an answer that shows the ticket and asks, instead of running the line.</summary>
    public Arguments ToShowInstead() =>
        Arguments
            .With(ArgumentNames.Asked, Verb)
            .With(ArgumentNames.Why, $"{Doubt}")
            .With(ArgumentNames.DoubtfulWords, DoubtfulWords)
            .With(ArgumentNames.Near, string.Join(',', Suggestions))
            .With(ArgumentNames.Tickets, string.Join(' ', Tickets));
}
