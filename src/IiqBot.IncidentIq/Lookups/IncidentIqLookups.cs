using IiqBot.IncidentIq.Http;
using IiqBot.IncidentIq.Tickets;
using IiqBot.IncidentIq.Wire;
using Microsoft.Extensions.Options;

namespace IiqBot.IncidentIq.Lookups;

/// <summary>Reads lists over HTTP and caches them in memory.</summary>
internal sealed class IncidentIqLookups(
    ListReader lists,
    LookupCache cache,
    PeopleDirectory people,
    PeopleSearch search,
    SiteDirectory site,
    IOptions<IncidentIqOptions> options
) : ILookups
{
    /// <summary>Lists survive an outage of a day, so that forms still open.</summary>
    internal static readonly TimeSpan OldLists = TimeSpan.FromDays(1);

    /// <summary>Sorts names as people expect: "Room 9" before "Room 10".</summary>
    private static readonly StringComparer ByName = StringComparer.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        System.Globalization.CompareOptions.IgnoreCase | System.Globalization.CompareOptions.NumericOrdering
    );

    public Task<User?> UserByEmailAsync(string email, CancellationToken cancellationToken) => people.ByEmailAsync(email, cancellationToken);

    public ValueTask ForgetUserAsync(string email, CancellationToken cancellationToken)
    {
        people.Forget(email);
        return ValueTask.CompletedTask;
    }

    public Task<IReadOnlyList<User>> SearchUsersAsync(string words, int limit, CancellationToken cancellationToken) =>
        search.FindAsync(words, limit, cancellationToken);

    public Task<Site> SiteAsync(CancellationToken cancellationToken) => site.GetAsync(cancellationToken);

    public Task<IReadOnlyList<User>> AgentsAsync(CancellationToken cancellationToken) =>
        KeepAsync<User>(
            "agents",
            async token =>
            {
                var call = Call.To(Routes.Agents).With(new WireQuery(), WireJson.Default.WireQuery);
                var rows = await lists.AllAsync((page, size) => call.Page(page, size), 200, WireJson.Default.WireUser, token);
                return rows.Select(u => u.ToUser()).OfType<User>().Where(u => u.IsActive).OrderBy(u => u.Name, ByName);
            },
            cancellationToken
        );

    public Task<IReadOnlyList<Team>> TeamsAsync(CancellationToken cancellationToken) =>
        KeepAsync<Team>(
            "teams",
            async token =>
            {
                var rows = await lists.AllAsync(
                    (page, size) => Call.To(Routes.Teams).Page(page, size),
                    1000,
                    WireJson.Default.WireTeam,
                    token
                );
                return rows.Select(t => t.ToTeam()).OfType<Team>().OrderBy(t => t.Name, ByName);
            },
            cancellationToken
        );

    public Task<IReadOnlyList<Location>> LocationsAsync(CancellationToken cancellationToken) =>
        KeepAsync<Location>(
            "locations",
            async token =>
            {
                var rows = await lists.AllAsync(
                    (page, size) => Call.To(Routes.Locations).Page(page, size),
                    1000,
                    WireJson.Default.WireLocation,
                    token
                );
                return rows.Select(l => l.ToLocation()).OfType<Location>().OrderBy(l => l.Name, ByName);
            },
            cancellationToken
        );

    public Task<IReadOnlyList<Room>> RoomsAsync(Guid locationId, CancellationToken cancellationToken) =>
        KeepAsync<Room>(
            $"rooms/{locationId}",
            async token =>
            {
                var rows = await lists.AllAsync(
                    (page, size) =>
                        Call.To(Routes.Rooms, locationId).With(new(new(new WirePage(size, page))), WireJson.Default.WireListRequest),
                    1000,
                    WireJson.Default.WireRoom,
                    token
                );
                return rows.Where(r => r is { LocationRoomId: not null, IsDeleted: not true } && (r.LocationId ?? locationId) == locationId)
                    .Select(r => new Room(r.LocationRoomId!.Value, locationId, r.Name ?? ""))
                    .OrderBy(r => r.Name, ByName);
            },
            cancellationToken
        );

    public Task<IReadOnlyList<Issue>> IssuesAsync(CancellationToken cancellationToken) =>
        KeepAsync<Issue>(
            "issues",
            async token =>
            {
                var issues = new Dictionary<Guid, Issue>();
                foreach (var product in options.Value.ProductsInForce)
                {
                    var call = Call.To(Routes.Issues).With(new WireIssuesRequest(product), WireJson.Default.WireIssuesRequest) with
                    {
                        ProductId = product,
                    };
                    var rows = await lists.OneAnswerAsync(call, WireJson.Default.WireIssue, token);
                    foreach (var issue in rows.Select(i => i.ToIssue()).OfType<Issue>().Where(i => (i.ProductId ?? product) == product))
                    {
                        issues[issue.Id] = issue with { ProductId = product };
                    }
                }

                return issues.Values.OrderBy(i => i.CategoryName, ByName).ThenBy(i => i.Name, ByName);
            },
            cancellationToken
        );

    public Task<IReadOnlyList<PriorityLevel>> PrioritiesAsync(CancellationToken cancellationToken) =>
        KeepAsync<PriorityLevel>(
            "priorities",
            async token =>
                (await lists.OneAnswerAsync(Call.To(Routes.Priorities), WireJson.Default.WirePriority, token))
                    .Select(p => p.ToLevel())
                    .OfType<PriorityLevel>()
                    .OrderBy(p => p.MinScore),
            cancellationToken
        );

    public Task<IReadOnlyList<WorkflowStep>> StepsAsync(CancellationToken cancellationToken) =>
        StepsAsync("steps", Call.To(Routes.Steps), cancellationToken);

    public Task<IReadOnlyList<WorkflowStep>> NextStepsAsync(Guid workflowStepId, CancellationToken cancellationToken) =>
        StepsAsync($"nextsteps/{workflowStepId}", Call.To(Routes.NextSteps, workflowStepId), cancellationToken);

    public Task<IReadOnlyList<CloseReason>> CloseReasonsAsync(CancellationToken cancellationToken) =>
        KeepAsync<CloseReason>(
            "closereasons",
            async token =>
                (await lists.OneAnswerAsync(Call.To(Routes.CloseReasons), WireJson.Default.WireCloseReason, token))
                    .Select(r => r.ToReason())
                    .OfType<CloseReason>(),
            cancellationToken
        );

    private Task<IReadOnlyList<WorkflowStep>> StepsAsync(string key, Call call, CancellationToken cancellationToken) =>
        KeepAsync<WorkflowStep>(
            key,
            async token =>
                (await lists.OneAnswerAsync(call, WireJson.Default.WireStep, token))
                    .Select(s => s.ToStep())
                    .OfType<WorkflowStep>()
                    .DistinctBy(s => s.Id)
                    .OrderBy(s => s.WorkflowId)
                    .ThenBy(s => s.Order),
            cancellationToken
        );

    private async Task<IReadOnlyList<T>> KeepAsync<T>(
        string key,
        Func<CancellationToken, Task<IEnumerable<T>>> load,
        CancellationToken cancellationToken
    ) =>
        (
            await cache.GetAsync<IReadOnlyList<T>>(
                key,
                options.Value.LookupLifetime,
                OldLists,
                async token => [.. await load(token)],
                cancellationToken
            )
        )!;
}
