using IiqBot.IncidentIq.Http;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Wire;
using Microsoft.Extensions.Logging;

namespace IiqBot.IncidentIq.Tickets;

/// <summary>
/// Finds out whether the server ignores the facet <c>keyword</c> (docs/reference/incident-iq-tickets.md, "Filters"). Rows cannot show
/// this, because a search may match text that a row does not contain. The test is a word that no ticket contains: if the server still
/// finds a ticket, it ignored the word.
/// </summary>
internal sealed partial class KeywordProof(IncidentIqHttp http, LookupCache cache, TimeProvider time, ILogger<KeywordProof> logger)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether the server ignores keywords; the answer is cached for ten minutes. False if that cannot be found out. The other
    /// filters still limit such a search, and each is checked by itself. So at worst a person sees tickets without the words, all of
    /// which they may see anyway. Distrust would instead hide tickets that do match.
    /// </summary>
    /// <param name="ask">Builds a query that is known to find tickets, with this keyword instead of its own.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public async Task<bool> IsDroppedAsync(Func<string, Call> ask, CancellationToken cancellationToken) =>
        await cache.GetAsync("keyword", Lifetime, token => AskAsync(ask, token), cancellationToken) is { IsDropped: true };

    /// <summary>
    /// Returns null if there is no answer. Null is cached briefly, so that a server in trouble delays one search instead of all.
    /// </summary>
    private async Task<Proof?> AskAsync(Func<string, Call> ask, CancellationToken cancellationToken)
    {
        // The rows are already loaded; leave time to show them.
        using var deadline = CallDeadline.Remaining is { } left ? CallDeadline.In(left / 2, time) : null;
        try
        {
            var envelope = await http.SendAsync(ask(Guid.NewGuid().ToString("N")), cancellationToken);
            return new(envelope.Many(WireJson.Default.WireTicket).Sent > 0);
        }
        catch (IncidentIqException e)
        {
            Log.NotLearned(logger, e.Failure);
            return null;
        }
    }

    private sealed record Proof(bool IsDropped);

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "Could not check whether Incident IQ applies the keyword filter ({Failure}); the bot shows all results."
        )]
        public static partial void NotLearned(ILogger logger, IncidentIqFailure failure);
    }
}
