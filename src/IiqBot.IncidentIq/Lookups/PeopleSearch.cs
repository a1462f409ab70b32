using System.Diagnostics;
using IiqBot.IncidentIq.Http;
using IiqBot.IncidentIq.Wire;
using Microsoft.Extensions.Options;

namespace IiqBot.IncidentIq.Lookups;

/// <summary>
/// People by words, as somebody types them letter by letter. Whoever fits the longer words fits the shorter ones too, so where all were
/// found for
/// those, they are looked through instead of waiting for Incident IQ.
/// </summary>
internal sealed class PeopleSearch(IncidentIqHttp http, LookupCache cache, Telemetry telemetry, IOptions<IncidentIqOptions> options)
{
    /// <summary>
    /// How many people a page can certainly hold. Incident IQ does not publish the limit (docs/reference/incident-iq.md,
    /// "Paging").
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

        // Asked although a shorter one is under way: that may bring too many, and this one would only have begun later then.
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

            // It goes on, for whoever types on; cancelled, it would count as a call that Incident IQ failed to answer. What becomes of it
            // is in the telemetry.
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

        // Whoever was deleted or deactivated belongs in the answer, but is offered to nobody.
        var hits = from row in inside where row.User is { IsActive: true } select new Hit(row.User, row.Shown);
        telemetry.RowsOutside("keyword", rows.Count - inside.Count);
        return rows.Count == 0 || inside.Count > 0
            ? new([.. hits], rows.Unreadable == 0 && IsAll(answer.Paging, rows.Count, limit))
            : throw new IncidentIqException(
                IncidentIqFailure.FilterIgnored,
                $"{Routes.Users}: no row holds the words that were asked for."
            );
    }

    // Incident IQ's own count decides; without one, a page that is not full proves something only as long as it cannot have been cut short.
    private static bool IsAll(Paging? paging, int rows, int limit) =>
        paging?.Rows is { } total ? rows == total : rows < Math.Min(limit, SurePage);

    // Nobody among them is no proof: how Incident IQ reads words that have just been begun is not documented.
    private static IReadOnlyList<User>? Among(Task<object?> shorter, string[] parts) =>
        shorter is { IsCompletedSuccessfully: true, Result: Found { IsAll: true } found } && Users(found, parts) is { Count: > 0 } users
            ? users
            : null;

    private static IReadOnlyList<User> Users(Found found, string[] parts) =>
        [.. found.Hits.Where(hit => HoldsAll(hit.Shown, parts)).Select(hit => hit.User)];

    private static bool HoldsAll(string?[] shown, string[] parts) =>
        parts.All(part => shown.Any(text => text?.Contains(part, StringComparison.OrdinalIgnoreCase) is true));

    // The longest first.
    private static IEnumerable<string> Shorter(string query) =>
        Enumerable.Range(1, query.Length - 1).Reverse().Where(length => query[length - 1] != ' ').Select(length => query[..length]);

    private static string KeyOf(string query, int limit) => $"people/{limit}/{query.ToUpperInvariant()}";

    /// <summary>Who was found, and whether that is everybody.</summary>
    private sealed record Found(IReadOnlyList<Hit> Hits, bool IsAll);

    /// <summary>Somebody, and the texts in which words count.</summary>
    private sealed record Hit(User User, string?[] Shown);
}
