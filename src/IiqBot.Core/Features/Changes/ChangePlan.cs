using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;

namespace IiqBot.Core.Features.Changes;

/// <summary>What a handler wants to do about a request, once it is known that the asker may change the ticket. The set is closed.</summary>
public abstract record ChangePlan
{
    private ChangePlan() { }

    /// <summary>Ask something first, with a form or a question.</summary>
    /// <param name="Response">What is asked.</param>
    public sealed record Ask(BotResponse Response) : ChangePlan;

    /// <summary>Change nothing, and show the ticket with the reason.</summary>
    /// <param name="Why">The reason, in a sentence.</param>
    public sealed record Refuse(string Why) : ChangePlan;

    /// <summary>Something else answers, once it is known that nobody changed the ticket since it was asked for.</summary>
    /// <param name="Answer">Answers.</param>
    public sealed record Instead(Func<CancellationToken, Task<BotResponse>> Answer) : ChangePlan;

    /// <summary>Change the ticket, and show it with what was done.</summary>
    /// <param name="Change">What is done.</param>
    /// <param name="Act">Makes the change. It returns false if the ticket turns out to be so already.</param>
    public sealed record Do(Change Change, Func<CancellationToken, Task<bool>> Act) : ChangePlan
    {
        /// <summary>Whether the ticket is already as asked, so that there is nothing to do.</summary>
        public bool IsAlreadySo { get; init; }

        /// <summary>What to say if it is; null if only a retry checks this.</summary>
        public string? AlreadySo { get; init; }

        /// <summary>
        /// Comes before the change, and must do no harm the second time. A retry does it even if the ticket is already as asked: somebody
        /// else may have changed it, and then nobody did this part.
        /// </summary>
        public Func<CancellationToken, Task>? First { get; init; }

        /// <summary>A plan whose act always changes something.</summary>
        /// <param name="change">What is done.</param>
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
