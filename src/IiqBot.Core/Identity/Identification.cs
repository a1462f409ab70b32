using IiqBot.Core.Model;

namespace IiqBot.Core.Identity;

/// <summary>Whether a person may use the bot and, if not, why.</summary>
public abstract record Identification
{
    private Identification() { }

    /// <summary>They have an account that may use the bot.</summary>
    /// <param name="Person">The person.</param>
    public sealed record Known(Person Person) : Identification;

    /// <summary>The bot refuses them.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Refused(Refusal Reason) : Identification;
}

/// <summary>Why the bot refuses a person.</summary>
public enum Refusal
{
    /// <summary>They are a guest or come from another organization.</summary>
    Guest,

    /// <summary>The platform knows no confirmed e-mail of the person.</summary>
    NoEmail,

    /// <summary>Their e-mail does not belong to the district.</summary>
    ForeignDomain,

    /// <summary>Incident IQ has no account with their e-mail.</summary>
    NoAccount,

    /// <summary>Their account's role may not use the bot.</summary>
    RoleRefused,
}
