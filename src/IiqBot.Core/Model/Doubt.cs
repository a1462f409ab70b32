namespace IiqBot.Core.Model;

/// <summary>Why a typed line is not simply carried out.</summary>
public enum Doubt
{
    /// <summary>There is no doubt.</summary>
    None,

    /// <summary>It has words for which the command has no place.</summary>
    Words,

    /// <summary>It asks something.</summary>
    Question,

    /// <summary>It says that something is not to be done, or is not so yet.</summary>
    Negation,

    /// <summary>It names a condition.</summary>
    Condition,

    /// <summary>It names a time to come.</summary>
    Later,

    /// <summary>It names several tickets.</summary>
    Several,

    /// <summary>Its note is marked as private, and the command would send it to the requester.</summary>
    Private,

    /// <summary>It names a ticket, and no command that is known.</summary>
    Unknown,
}
