namespace IiqBot.Core.Parsing;

/// <summary>
/// Distinguishes a negation that cancels a command ("not yet", "it isn't fixed") from one that says what was done or found ("replaced
/// the bulb, not the lamp", "not needed anymore"). If in doubt, it cancels the command.
/// </summary>
internal static class NegationWords
{
    private const int MostAhead = 4;

    // "Not now", "not before I confirm": do not run the command, or not yet.
    private static readonly WordSet PutsOff = new("before until till unless if now today when after without me done");
    private static readonly WordSet Commands = new("close resolve finish cancel reopen touch take do");
    private static readonly WordSet Works = new(
        "sure certain happy satisfied ok okay good right well ready finished complete completed fixed solved resolved closed working work works worked "
            + "turn turns start starts charge charging connect connecting print printing help helped helps better confirmed"
    );

    private static readonly WordSet Faults = new(
        "anymore longer again needed need necessary required reproducible reproduce reproduced repeat broken issue problem fault faulty damaged "
            + "defective happen happens happened happening covered supported repairable worth recur"
    );

    private static readonly WordSet WillNot = new("won't wont");
    private static readonly WordSet Repairs = new("fix fixed repair repaired replace replaced support supported");

    // "Was not charging" describes the fault; "could not reproduce it" describes the finding.
    private static readonly WordSet Was = new("was were had");
    private static readonly WordSet Past = new("could can did was were had would whether or");

    /// <summary>Whether a negation only says what was done or found, so that the command stands.</summary>
    /// <param name="word">The negation.</param>
    /// <param name="before">The word before it.</param>
    /// <param name="behind">What follows the negation, at least to the end of its clause.</param>
    /// <param name="isFinished">Whether a finished act comes before it.</param>
    /// <param name="isComplaint">Whether the line describes a fault, so that "not fixed" supports the command.</param>
    public static bool OnlyTell(
        ReadOnlySpan<char> word,
        ReadOnlySpan<char> before,
        ReadOnlySpan<char> behind,
        bool isFinished,
        bool isComplaint
    )
    {
        if (PutsOff.Has(FirstOf(behind)) || HasOneOf(Commands, behind))
            return false;
        if (WillNot.Has(word) && HasOneOf(Repairs, behind))
            return true;
        if (HasOneOf(Works, behind))
            return isComplaint || Was.Has(before);
        return isFinished || Past.Has(before) || HasOneOf(Faults, behind);
    }

    /// <summary>Whether a command follows: "no need to close it".</summary>
    public static bool NamesCommand(ReadOnlySpan<char> behind) => HasOneOf(Commands, behind);

    /// <summary>Returns the first word of a text.</summary>
    public static ReadOnlySpan<char> FirstOf(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        var end = text.IndexOfAny(" \n\r\t");
        return DoubtWords.Bare(end < 0 ? text : text[..end]);
    }

    // Looks at the next few words, up to the end of the clause.
    private static bool HasOneOf(WordSet words, ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var range in text.SplitAny(" \n\r\t"))
        {
            var raw = text[range];
            if (raw.IsEmpty)
                continue;
            if (words.Has(DoubtWords.Bare(raw)))
                return true;
            if (++count == MostAhead || DoubtWords.EndsClause(raw))
                return false;
        }

        return false;
    }
}
