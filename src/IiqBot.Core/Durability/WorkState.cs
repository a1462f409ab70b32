namespace IiqBot.Core.Durability;

/// <summary>How far a request that writes is. <see cref="WorkStates.All"/> says what each state means and what follows it.</summary>
public enum WorkState
{
    /// <summary>Stored, but not run yet.</summary>
    Received,

    /// <summary>Saved for later.</summary>
    Waiting,

    /// <summary>Completed, with an answer that is not delivered yet.</summary>
    Answered,

    /// <summary>Completed and answered.</summary>
    Done,

    /// <summary>Withdrawn by the person.</summary>
    Withdrawn,
}

/// <summary>One state of a stored request.</summary>
/// <param name="State">The state.</param>
/// <param name="Meaning">Its meaning, as docs/reliability.md says it.</param>
/// <param name="IsOpen">Whether there is still something to do.</param>
/// <param name="Next">The states that may follow.</param>
public sealed record WorkStateRule(WorkState State, string Meaning, bool IsOpen, IReadOnlyList<WorkState> Next);

/// <summary>The states of stored requests. Every inbox and the table in docs/reliability.md follow this one table.</summary>
public static class WorkStates
{
    /// <summary>
    /// The states, in the order of their stored numbers. The open ones come first, so a database finds them with one comparison.
    /// </summary>
    public static IReadOnlyList<WorkStateRule> All { get; } =
    [
        new(
            WorkState.Received,
            "stored and promised; a process works on it, or did when it crashed",
            IsOpen: true,
            [WorkState.Waiting, WorkState.Answered]
        ),
        new(
            WorkState.Waiting,
            "kept until Incident IQ answers again, or until the outcome of a write is known",
            IsOpen: true,
            [WorkState.Waiting, WorkState.Answered, WorkState.Withdrawn]
        ),
        new(WorkState.Answered, "carried out or failed; the answer is not delivered yet", IsOpen: true, [WorkState.Done]),
        new(WorkState.Done, "the answer was delivered, or handed to the outbox", IsOpen: false, []),
        new(WorkState.Withdrawn, "the person took it back before it was carried out", IsOpen: false, []),
    ];

    /// <summary>Whether there is still something to do.</summary>
    public static bool IsOpen(this WorkState state) => All[(int)state].IsOpen;

    /// <summary>Whether one state may follow another.</summary>
    public static bool MayBecome(this WorkState state, WorkState next) => All[(int)state].Next.Contains(next);

    /// <summary>The states that may come before one.</summary>
    public static IEnumerable<WorkState> Before(WorkState next) => from rule in All where rule.Next.Contains(next) select rule.State;
}
