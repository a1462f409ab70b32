using IiqBot.Core.Forms;
using IiqBot.Core.Requests;

namespace IiqBot.Core.Dispatch;

/// <summary>The one way into the product for every platform.</summary>
public interface IDispatcher
{
    /// <summary>
    /// Answers a request. Does not throw for anything a request can cause: failures come back as cards with a
    /// reference. The answer may take as long as <see cref="BotRequest.Budget"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">The host is stopping.</exception>
    Task<BotResponse> DispatchAsync(BotRequest request, CancellationToken cancellationToken);

    /// <summary>Choices for a field that is searched by typing; none when the asker may not see them or the look-up failed.</summary>
    /// <param name="request">Who asks; its arguments hold the form's other answers.</param>
    /// <param name="source">The field's source.</param>
    /// <param name="query">What was typed so far.</param>
    /// <param name="limit">The most choices wanted.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<Option>> SuggestAsync(
        BotRequest request, string source, string query, int limit, CancellationToken cancellationToken);
}
