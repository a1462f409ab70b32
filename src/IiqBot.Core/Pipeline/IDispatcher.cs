using System.Collections.ObjectModel;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;

namespace IiqBot.Core.Pipeline;

/// <summary>
/// The one way into the product for every platform: accept → acknowledge → serve, which answers, delivers and records where the answer
/// was shown (<see cref="DispatcherExtensions.ServeAsync"/>).
/// </summary>
public interface IDispatcher
{
    /// <summary>
    /// Takes a request on. One that writes is stored when this returns, so that it is answered whatever dies from here on; one
    /// that reads waits for no storage. Does not throw for anything a request can cause.
    /// </summary>
    ValueTask<Accepted> AcceptAsync(BotRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Answers a request; a repeat gets the first one's answer and does nothing. Does not throw for anything a request can
    /// cause: failures come back as cards with a reference. May take as long as <see cref="BotRequest.Budget"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">The host is stopping; what was accepted is handed back.</exception>
    Task<BotResponse> AnswerAsync(Accepted accepted, CancellationToken cancellationToken);

    /// <summary>
    /// Says where an answer was shown, so that its card can be kept true, and that a stored request is done with. An answer that
    /// did not arrive is tried again later. Does not throw. Adapters leave the call to <see cref="DispatcherExtensions"/>.
    /// </summary>
    Task ShownAsync(Accepted accepted, BotResponse answer, DeliveryResult result, CancellationToken cancellationToken);

    /// <summary>
    /// Whether the person who asks is let in; null when that cannot be found out now, which the answer to the request says. An adapter asks
    /// before it does something for a request that costs others, such as calls that all share.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller waits no longer.</exception>
    Task<bool?> IsLetInAsync(BotRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Choices for a field that is searched by typing; none when the asker may not see them, <see cref="Choices.NotNow"/> when the look-up
    /// failed.
    /// </summary>
    /// <param name="request">Who asks; its arguments hold the form's other answers.</param>
    /// <param name="source">The field's source.</param>
    /// <param name="query">What was typed so far.</param>
    /// <param name="limit">The most choices wanted.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<Option>> SuggestAsync(
        BotRequest request,
        string source,
        string query,
        int limit,
        CancellationToken cancellationToken
    );
}

/// <summary>What a search for choices can come to besides choices.</summary>
public static class Choices
{
    /// <summary>
    /// The look-up failed. It is empty, for callers that cannot say so; those that can know it by its being this very list.
    /// </summary>
    public static IReadOnlyList<Option> NotNow { get; } = new ReadOnlyCollection<Option>([]);
}

/// <summary>The steps of a request in their order, for every caller that wants one answered.</summary>
public static class DispatcherExtensions
{
    /// <summary>Answers an accepted request, delivers the answer, and records once where it was shown or that it was not.</summary>
    /// <param name="dispatcher">Who answers.</param>
    /// <param name="accepted">The request. It must not be a repeat: the first one's answer is on its way.</param>
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

    /// <summary>The second half of <see cref="ServeAsync"/>, for callers that have the answer already.</summary>
    /// <inheritdoc cref="ServeAsync" />
    /// <param name="dispatcher">Who answered.</param>
    /// <param name="accepted">The request. It must not be a repeat.</param>
    /// <param name="answer">Its answer.</param>
    /// <param name="deliver">Sends the answer to the person. If it throws, the failure is recorded and thrown again.</param>
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

    /// <summary>Accepts and answers, for callers with nothing to acknowledge and nothing to deliver.</summary>
    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    public static async Task<BotResponse> DispatchAsync(
        this IDispatcher dispatcher,
        BotRequest request,
        CancellationToken cancellationToken
    ) => await dispatcher.AnswerAsync(await dispatcher.AcceptAsync(request, cancellationToken), cancellationToken);
}
