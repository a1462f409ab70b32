using IiqBot.IncidentIq.Http;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Wire;
using Microsoft.Extensions.Logging;

namespace IiqBot.IncidentIq.Tickets;

/// <summary>
/// Whether the server drops the facet <c>keyword</c> (docs/reference/incident-iq-tickets.md, "Filters"), which its rows
/// cannot tell: a search may match what a row does not show. The proof is a word that no ticket contains: a server that finds
/// a ticket by it ignored the word.
/// </summary>
internal sealed partial class KeywordProof(IncidentIqHttp http, LookupCache cache, TimeProvider time, ILogger<KeywordProof> logger)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether it does, as it was seen in the last ten minutes. False where that cannot be learned: what a search by words finds
    /// is bounded by the other filters, each checked by itself, so at worst a person sees tickets without the words that they may
    /// see anyway, while a distrusted search would hide tickets that belong there.
    /// </summary>
    /// <param name="ask">A query that is known to find tickets, with this keyword in place of its own.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task<bool> IsDroppedAsync(Func<string, Call> ask, CancellationToken cancellationToken) =>
        await cache.GetAsync("keyword", Lifetime, token => AskAsync(ask, token), cancellationToken) is { IsDropped: true };

    /// <summary>Null when there is no answer, which is kept briefly: a server in trouble holds up one search and not each.</summary>
    private async Task<Proof?> AskAsync(Func<string, Call> ask, CancellationToken cancellationToken)
    {
        // The rows are there already; time must be left to show them.
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
