namespace IiqBot.Core.Parsing;

/// <summary>
/// Detects, word by word, that somebody says what they have done: "replaced the lamp". A wish or an order is not a finished act.
/// </summary>
internal struct FinishedAct
{
    private const int LeastLetters = 5;

    private static readonly WordSet Irregular = new("did was were found put made went gave rebuilt reset done");

    // An act that was started or requested is not finished.
    private static readonly WordSet Begun = new(
        "ordered asked requested scheduled planned needed expected called emailed tried started wanted supposed required assigned escalated "
            + "promised delayed postponed closed resolved waited"
    );

    // Words with the ending of a past tense that are not verbs.
    private static readonly WordSet NoActs = new("ahmed mohamed mohammed muhammed jared alfred hundred sacred naked");

    private static readonly WordSet Wishes = new("want wants need needs get must will should would going be");

    // What is still to be done, or may be. "Should" is not among these, because it only reassures: "replaced it, should last until
    // summer".
    private static readonly WordSet Open = new(
        "will would going want wants need needs must close resolve reopen wait waiting leave keep hold pending comes coming arrives back "
            + "confirm confirms agrees"
    );
    private bool _isWished;

    /// <summary>Whether the words so far describe a finished act.</summary>
    public bool IsTold { get; private set; }

    /// <summary>Reads the next word.</summary>
    public void Read(ReadOnlySpan<char> word, ReadOnlySpan<char> before)
    {
        if (Open.Has(word))
            IsTold = false;
        _isWished |= Wishes.Has(word);
        if (!_isWished && (Irregular.Has(word) || IsPast(word)) && !before.Equals("by", StringComparison.OrdinalIgnoreCase))
            IsTold = true;
    }

    private static bool IsPast(ReadOnlySpan<char> word) =>
        word.Length >= LeastLetters
        && word.EndsWith("ed", StringComparison.OrdinalIgnoreCase)
        && !word.EndsWith("eed", StringComparison.OrdinalIgnoreCase)
        && !Begun.Has(word)
        && !NoActs.Has(word);
}
