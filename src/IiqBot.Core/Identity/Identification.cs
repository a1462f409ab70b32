using IiqBot.Core.Model;

namespace IiqBot.Core.Identity;

/// <summary>Whether somebody is let in, and if not, why not.</summary>
public abstract record Identification
{
    private Identification() { }

    /// <summary>They have an account that may use the bot.</summary>
    /// <param name="Person">Who they are.</param>
    public sealed record Known(Person Person) : Identification;

    /// <summary>They are refused.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Refused(Refusal Reason) : Identification;
}

/// <summary>Why somebody is refused.</summary>
public enum Refusal
{
    /// <summary>A guest, or somebody from another organisation.</summary>
    Guest,

    /// <summary>The platform knows no confirmed e-mail of theirs.</summary>
    NoEmail,

    /// <summary>Their e-mail is not of the district.</summary>
    ForeignDomain,

    /// <summary>Incident IQ has no account with their e-mail.</summary>
    NoAccount,

    /// <summary>Their account's role may not use the bot.</summary>
    RoleRefused,
}
