namespace IiqBot.Core.Model;

/// <summary>How a typed line is understood.</summary>
/// <param name="Verb">The verb; null when the line means nothing to the bot.</param>
/// <param name="Arguments">What came with it.</param>
public sealed record ParsedLine(string? Verb, Arguments Arguments)
{
    /// <summary>Whether it is a command, and neither small talk nor only a sentence that mentions a ticket.</summary>
    public bool IsCommand => Verb is not null and not Verbs.SmallTalk && !Arguments.Flag(TicketReference.Mentioned);

    /// <summary>Words that found no place.</summary>
    public IReadOnlyList<string> NotUnderstood { get; init; } = [];

    /// <summary>
    /// Whether the line is longer than one message can be. The bot then reads none of it, because a part of it could mean something else.
    /// </summary>
    public bool IsTooLong { get; init; }

    /// <summary>What may have been meant, when no verb was understood or only a ticket.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];

    /// <summary>Why it is not simply carried out.</summary>
    public Doubt Doubt { get; init; }

    /// <summary>The word or words that make it doubtful; empty when none stands out.</summary>
    public string DoubtfulWords { get; init; } = "";

    /// <summary>The tickets that it names, when it names several.</summary>
    public IReadOnlyList<string> Tickets { get; init; } = [];

    /// <summary>The arguments for showing the ticket and asking, instead of carrying the line out.</summary>
    public Arguments ToShowInstead() =>
        Arguments
            .With(ArgumentNames.Asked, Verb)
            .With(ArgumentNames.Why, $"{Doubt}")
            .With(ArgumentNames.DoubtfulWords, DoubtfulWords)
            .With(ArgumentNames.Near, string.Join(',', Suggestions))
            .With(ArgumentNames.Tickets, string.Join(' ', Tickets));
}
