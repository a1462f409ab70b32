using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;

namespace IiqBot.Core.Features.Changes;

/// <summary>What a handler wants to do, once it is known that the asker may change the ticket. The set is closed.</summary>
public abstract record ChangePlan
{
    private ChangePlan() { }

    /// <summary>Ask something first, with a form or a question.</summary>
    /// <param name="Response">The form or the question.</param>
    public sealed record Ask(BotResponse Response) : ChangePlan;

    /// <summary>Change nothing, and show the ticket with the reason.</summary>
    /// <param name="Why">The reason, in a sentence.</param>
    public sealed record Refuse(string Why) : ChangePlan;

    /// <summary>Let something else answer, once it is known that nobody changed the ticket since the asker saw it.</summary>
    /// <param name="Answer">Returns the answer.</param>
    public sealed record Instead(Func<CancellationToken, Task<BotResponse>> Answer) : ChangePlan;

    /// <summary>Change the ticket, and show it with what was done.</summary>
    /// <param name="Change">The change to report.</param>
    /// <param name="Act">Makes the change. Returns false if the ticket was already in that state.</param>
    public sealed record Do(Change Change, Func<CancellationToken, Task<bool>> Act) : ChangePlan
    {
        /// <summary>Whether the ticket is already as requested, so that there is nothing to do.</summary>
        public bool IsAlreadySo { get; init; }

        /// <summary>What to say in that case; null if only a retry checks this.</summary>
        public string? AlreadySo { get; init; }

        /// <summary>
        /// Runs before the change, and must be safe to repeat. A retry runs it even if the ticket is already as requested: somebody
        /// else may have made that change, and then this part is still missing.
        /// </summary>
        public Func<CancellationToken, Task>? First { get; init; }

        /// <summary>A plan whose act always changes something.</summary>
        /// <param name="change">The change to report.</param>
        /// <param name="act">Makes the change.</param>
        public static Do Always(Change change, Func<CancellationToken, Task> act) =>
            new(
                change,
                async cancellationToken =>
                {
                    await act(cancellationToken);
                    return true;
                }
            );
    }
}
