using IiqBot.Core.Model;

namespace IiqBot.Core.Pipeline;

/// <summary>
/// What a platform adds to its requests before they are answered, such as the names behind the ids of mentioned people. It runs after the
/// acknowledgement, within the request's <see cref="BotRequest.Budget"/>, and runs again when another process takes the request over.
/// </summary>
public interface IRequestEnricher
{
    /// <summary>The platform whose requests it enriches. It sees no others.</summary>
    string Platform { get; }

    /// <summary>Returns the enriched request, or the same one if there is nothing to add.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isLetIn">Says whether the person may use the bot, as <see cref="IDispatcher.IsLetInAsync"/> does.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <exception cref="OperationCanceledException">The caller no longer waits.</exception>
    ValueTask<BotRequest> EnrichAsync(
        BotRequest request,
        Func<BotRequest, CancellationToken, Task<bool?>> isLetIn,
        CancellationToken cancellationToken
    );
}

/// <summary>The step of the pipeline that enriches a request.</summary>
public static class RequestEnrichers
{
    /// <summary>Enriches a request with the enrichers of its own platform.</summary>
    /// <exception cref="OperationCanceledException">The caller no longer waits.</exception>
    public static async ValueTask<Accepted> EnrichAsync(
        this IEnumerable<IRequestEnricher> enrichers,
        Accepted accepted,
        Func<BotRequest, CancellationToken, Task<bool?>> isLetIn,
        CancellationToken cancellationToken
    )
    {
        foreach (var enricher in enrichers.Where(enricher => enricher.Platform == accepted.Request.Actor.Platform))
            accepted = accepted with { Request = await enricher.EnrichAsync(accepted.Request, isLetIn, cancellationToken) };
        return accepted;
    }
}
