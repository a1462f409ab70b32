namespace IiqBot.Core.Model;

/// <summary>Why the bot does not run a typed line at once.</summary>
public enum Doubt
{
    /// <summary>There is no doubt.</summary>
    None,

    /// <summary>It has words that do not fit the command.</summary>
    Words,

    /// <summary>It asks a question.</summary>
    Question,

    /// <summary>It says not to do something, or that something is not so yet.</summary>
    Negation,

    /// <summary>It names a condition.</summary>
    Condition,

    /// <summary>It names a time in the future.</summary>
    Later,

    /// <summary>It names several tickets.</summary>
    Several,

    /// <summary>Its note is marked as private, and the command would send it to the requester.</summary>
    Private,

    /// <summary>It names a ticket but no known command.</summary>
    Unknown,
}
