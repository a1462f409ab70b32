using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;

namespace IiqBot.Core.Features.Changes;

/// <summary>What a handler makes of a request to change a ticket that the asker may change. The set is closed.</summary>
public abstract record ChangePlan
{
    private ChangePlan()
    {
    }

    /// <summary>Nothing is done yet: a form or a question.</summary>
    /// <param name="Response">What is asked.</param>
    public sealed record Ask(BotResponse Response) : ChangePlan;

    /// <summary>Nothing can be done; the ticket is shown with the reason.</summary>
    /// <param name="Why">The reason, in a sentence.</param>
    public sealed record Refuse(string Why) : ChangePlan;

    /// <summary>Something else answers, once it is known that nobody changed the ticket since it was asked for.</summary>
    /// <param name="Answer">Answers.</param>
    public sealed record Instead(Func<CancellationToken, Task<BotResponse>> Answer) : ChangePlan;

    /// <summary>The ticket is changed, and shown with what was done.</summary>
    /// <param name="Change">What is done.</param>
    /// <param name="Act">Does it. The answer is false when it turns out that the ticket was so already.</param>
    public sealed record Do(Change Change, Func<CancellationToken, Task<bool>> Act) : ChangePlan
    {
        /// <summary>The same with an act that always changes something.</summary>
        /// <param name="change">What is done.</param>
        /// <param name="act">Does it.</param>
        public Do(Change change, Func<CancellationToken, Task> act)
            : this(change, async cancellationToken =>
            {
                await act(cancellationToken);
                return true;
            })
        {
        }

        /// <summary>Whether the ticket is already as was asked, so that nothing is to be done.</summary>
        public bool IsAlreadySo { get; init; }

        /// <summary>What to say when it is; null where only a request that is tried again looks whether it is.</summary>
        public string? AlreadySo { get; init; }
    }
}
