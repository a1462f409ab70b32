using System.Collections.ObjectModel;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;

namespace IiqBot.Core.Pipeline;

/// <summary>
/// The one entry to the product for every platform: accept → acknowledge → serve. Serving answers, delivers and records where the answer
/// was shown (<see cref="DispatcherExtensions.ServeAsync"/>).
/// </summary>
public interface IDispatcher
{
    /// <summary>
    /// Accepts a request. One that writes is stored when this returns, so it gets an answer even if a process crashes later. One that reads
    /// waits for no storage. It throws for nothing that a request can cause.
    /// </summary>
    ValueTask<Accepted> AcceptAsync(BotRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Answers a request. A repeat gets the first answer and does nothing. It throws for nothing that a request can cause: failures become
    /// cards with a reference. It may take as long as <see cref="BotRequest.Budget"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">The host is stopping. Another worker takes over what was stored.</exception>
    Task<BotResponse> AnswerAsync(Accepted accepted, CancellationToken cancellationToken);

    /// <summary>
    /// Records where an answer was shown, so that the bot can keep its card up to date and a stored request is done. The bot tries later to
    /// deliver an answer that did not arrive. It does not throw. Adapters leave the call to <see cref="DispatcherExtensions"/>.
    /// </summary>
    Task ShownAsync(Accepted accepted, BotResponse answer, DeliveryResult result, CancellationToken cancellationToken);

    /// <summary>
    /// Whether the person may use the bot; null if the bot cannot find out now, which the answer to the request also says. An adapter asks
    /// before a request costs it something that all people share, such as limited calls.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller no longer waits.</exception>
    Task<bool?> IsLetInAsync(BotRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Choices for a field in which the person types to search; none if they may not see them, <see cref="Choices.NotNow"/> if the look-up
    /// failed.
    /// </summary>
    /// <param name="request">Who asks. Its arguments hold the form's other answers.</param>
    /// <param name="source">The field's source.</param>
    /// <param name="query">What the person has typed so far.</param>
    /// <param name="limit">The most choices to return.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<Option>> SuggestAsync(
        BotRequest request,
        string source,
        string query,
        int limit,
        CancellationToken cancellationToken
    );
}

/// <summary>What a search returns besides choices.</summary>
public static class Choices
{
    /// <summary>
    /// The look-up failed. The list is empty for callers that cannot say so. Callers that can say so recognize it because it is this same
    /// object.
    /// </summary>
    public static IReadOnlyList<Option> NotNow { get; } = new ReadOnlyCollection<Option>([]);
}

/// <summary>The steps of a request in order, for every caller that needs an answer.</summary>
public static class DispatcherExtensions
{
    /// <summary>Answers an accepted request, delivers the answer, and records once where it was shown or that it was not.</summary>
    /// <param name="dispatcher">The dispatcher that answers.</param>
    /// <param name="accepted">The request. It must not be a repeat: the first answer is on its way.</param>
    /// <param name="deliver">Sends the answer to the person.</param>
    /// <param name="cancellationToken">Ends it when the host stops; another process takes over what is stored.</param>
    /// <returns>The outcome of the delivery.</returns>
    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    public static async Task<DeliveryResult> ServeAsync(
        this IDispatcher dispatcher,
        Accepted accepted,
        Func<BotResponse, CancellationToken, Task<DeliveryResult>> deliver,
        CancellationToken cancellationToken
    ) => await dispatcher.DeliverAsync(accepted, await dispatcher.AnswerAsync(accepted, cancellationToken), deliver, cancellationToken);

    /// <summary>The second half of <see cref="ServeAsync"/>, for callers that already have the answer.</summary>
    /// <inheritdoc cref="ServeAsync" />
    /// <param name="dispatcher">The dispatcher that answered.</param>
    /// <param name="accepted">The request. It must not be a repeat.</param>
    /// <param name="answer">Its answer.</param>
    /// <param name="deliver">Sends the answer to the person. If it throws, this records the failure and throws it again.</param>
    /// <param name="cancellationToken">Ends it when the host stops.</param>
    public static async Task<DeliveryResult> DeliverAsync(
        this IDispatcher dispatcher,
        Accepted accepted,
        BotResponse answer,
        Func<BotResponse, CancellationToken, Task<DeliveryResult>> deliver,
        CancellationToken cancellationToken
    )
    {
        DeliveryResult result;
        try
        {
            result = await deliver(answer, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            await dispatcher.ShownAsync(accepted, answer, new(DeliveryOutcome.Unconfirmed), cancellationToken);
            throw;
        }

        await dispatcher.ShownAsync(accepted, answer, result, cancellationToken);
        return result;
    }

    /// <summary>Accepts and answers, for callers that have nothing to acknowledge or deliver.</summary>
    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    public static async Task<BotResponse> DispatchAsync(
        this IDispatcher dispatcher,
        BotRequest request,
        CancellationToken cancellationToken
    ) => await dispatcher.AnswerAsync(await dispatcher.AcceptAsync(request, cancellationToken), cancellationToken);
}
