namespace IiqBot.Sandbox;

/// <summary>An entry that somebody leaves in a ticket's timeline in Incident IQ itself, in a way that the API does not offer.</summary>
/// <param name="Number">The ticket's number.</param>
/// <param name="Email">Who leaves it.</param>
/// <param name="Kind">Comment, Action, Attachment, Revision, WorkflowLog or RuleExecution.</param>
/// <param name="TypeId">Its number (docs/reference/incident-iq-changes.md, "Kinds of activities"), such as 9 for the words
/// of who cancels and 10 of who resolves.</param>
/// <param name="Text">What is written in it; for a revision, its JSON.</param>
public sealed record SandboxEntry(string Number, string Email, string Kind, int TypeId, string Text)
{
    /// <summary>Whether the requester may read it; null leaves that out, as some entries do.</summary>
    public bool? IsPublic { get; init; }

    /// <summary>Whether the ticket is closed with it.</summary>
    public bool Closes { get; init; }
}
