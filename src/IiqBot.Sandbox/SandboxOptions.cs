namespace IiqBot.Sandbox;

/// <summary>What a site's ticket numbers look like (docs/reference/incident-iq-tickets.md, "Ticket numbers").</summary>
public enum TicketNumberFormat
{
    /// <summary>Plain digits, such as 39181.</summary>
    Digits,

    /// <summary>Fourteen digits, as on the demo tenant, such as 01234567039181.</summary>
    FourteenDigits,

    /// <summary>With a prefix, such as T-039181.</summary>
    Prefixed,
}

/// <summary>
/// Which method updates a whole ticket; the sources contradict each other (docs/reference/incident-iq.md, "What is still open").
/// </summary>
public enum UpdateVerb
{
    /// <summary>POST, as the reference and all known clients have it; PUT answers 405.</summary>
    Post,

    /// <summary>PUT, as the guide has it; POST answers 405.</summary>
    Put,

    /// <summary>Either.</summary>
    Both,
}

/// <summary>How the local Incident IQ is set up.</summary>
public sealed class SandboxOptions
{
    /// <summary>The same seed makes the same district.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The port on 127.0.0.1; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>The bearer token that is accepted. The default is made up and no secret.</summary>
    public string Token { get; init; } = "made-up-sandbox-token";

    /// <summary>The clock of all dates, rules and delays.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long after its creation a ticket is routed to a team.</summary>
    public TimeSpan RuleDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The form of ticket numbers.</summary>
    public TicketNumberFormat Numbers { get; init; }

    /// <summary>
    /// Writes zero guids, 0001 dates and blank users where a value is missing, instead of leaving the member out
    /// (docs/reference/incident-iq.md, "Missing members").
    /// </summary>
    public bool ZeroQuirks { get; init; }
}
