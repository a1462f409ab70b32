using System.Diagnostics;
using IiqBot.IncidentIq.Http;
using IiqBot.IncidentIq.Wire;
using Microsoft.Extensions.Options;

namespace IiqBot.IncidentIq.Lookups;

/// <summary>
/// Finds people while somebody types their name letter by letter. Everyone who matches a longer query also matches its beginning. So
/// if the cache has all matches for a shorter query, this class filters those instead of asking Incident IQ.
/// </summary>
internal sealed class PeopleSearch(IncidentIqHttp http, LookupCache cache, Telemetry telemetry, IOptions<IncidentIqOptions> options)
{
    /// <summary>
    /// A page size that Incident IQ certainly allows. It does not publish the limit (docs/reference/incident-iq.md, "Paging").
    /// </summary>
    private const int SurePage = 100;

    /// <inheritdoc cref="ILookups.SearchUsersAsync"/>
    public async Task<IReadOnlyList<User>> FindAsync(string words, int limit, CancellationToken cancellationToken)
    {
        var parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 0 || limit < 1)
            return [];
        var query = string.Join(' ', parts);
        var key = KeyOf(query, limit);
        List<Task<object?>> answers = [.. cache.Find(Shorter(query).Select(less => KeyOf(less, limit)))];
        foreach (var shorter in answers)
        {
            if (Among(shorter, parts) is { } known)
                return known;
        }

        // Start this call even if one for a shorter query is in progress: that one may find too many people, and waiting for it
        // would cost time.
        var own = cache.GetAsync<object>(
            key,
            options.Value.UserLifetime,
            async token => await AskAsync(parts, limit, token),
            cancellationToken
        );
        await foreach (var answer in Task.WhenEach(answers.Append(own)).WithCancellation(cancellationToken))
        {
            if (answer == own)
                return Users((Found)(await own)!, parts);
            if (Among(answer, parts) is not { } found)
                continue;

            // Let the call finish: the person may type on, and a cancelled call would count as a failure of Incident IQ. Telemetry
            // records its outcome.
            _ = own.ContinueWith(
                ended => ended.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted,
                TaskScheduler.Default
            );
            return found;
        }

        throw new UnreachableException();
    }

    private async Task<Found> AskAsync(string[] parts, int limit, CancellationToken cancellationToken)
    {
        var query = new WireQuery { Filters = [new("keyword") { Value = string.Join(' ', parts) }] };
        var call = Call.To(Routes.Users).With(query, WireJson.Default.WireQuery).Page(0, limit);
        var answer = await http.SendAsync(call, cancellationToken);
        var rows = answer.Many(WireJson.Default.WireUser);
        var inside = (
            from row in rows
            let shown = new[] { row.DisplayName(), row.Email, row.Username, row.SchoolIdNumber }
            where HoldsAll(shown, parts)
            select (User: row.ToUser(), Shown: shown)
        ).ToList();

        // Deleted and deactivated people match the query, but nobody may pick them.
        var hits = from row in inside where row.User is { IsActive: true } select new Hit(row.User, row.Shown);
        telemetry.RowsOutside("keyword", rows.Count - inside.Count);
        return rows.Count == 0 || inside.Count > 0
            ? new([.. hits], rows.Unreadable == 0 && IsAll(answer.Paging, rows.Count, limit))
            : throw new IncidentIqException(
                IncidentIqFailure.FilterIgnored,
                $"{Routes.Users}: no row holds the words that were asked for."
            );
    }

    // Incident IQ's own count decides. Without it, a page that is not full proves that all are there, but only if the server cannot
    // have cut the page short.
    private static bool IsAll(Paging? paging, int rows, int limit) =>
        paging?.Rows is { } total ? rows == total : rows < Math.Min(limit, SurePage);

    // An empty result proves nothing: the docs do not say how Incident IQ matches the beginning of a word.
    private static IReadOnlyList<User>? Among(Task<object?> shorter, string[] parts) =>
        shorter is { IsCompletedSuccessfully: true, Result: Found { IsAll: true } found } && Users(found, parts) is { Count: > 0 } users
            ? users
            : null;

    private static IReadOnlyList<User> Users(Found found, string[] parts) =>
        [.. found.Hits.Where(hit => HoldsAll(hit.Shown, parts)).Select(hit => hit.User)];

    private static bool HoldsAll(string?[] shown, string[] parts) =>
        parts.All(part => shown.Any(text => text?.Contains(part, StringComparison.OrdinalIgnoreCase) is true));

    // Longest first.
    private static IEnumerable<string> Shorter(string query) =>
        Enumerable.Range(1, query.Length - 1).Reverse().Where(length => query[length - 1] != ' ').Select(length => query[..length]);

    private static string KeyOf(string query, int limit) => $"people/{limit}/{query.ToUpperInvariant()}";

    /// <summary>The people found, and whether these are all.</summary>
    private sealed record Found(IReadOnlyList<Hit> Hits, bool IsAll);

    /// <summary>A person, and the texts that are searched.</summary>
    private sealed record Hit(User User, string?[] Shown);
}
