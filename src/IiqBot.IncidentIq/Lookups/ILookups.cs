using IiqBot.IncidentIq.Tickets;

namespace IiqBot.IncidentIq.Lookups;

/// <summary>
/// Data that rarely changes, cached in memory. Concurrent callers share one call. Data about people is never older than
/// <see cref="IncidentIqOptions.UserLifetime"/>. Everything else is refreshed when it is used after
/// <see cref="IncidentIqOptions.LookupLifetime"/>; until the refresh succeeds, callers get the old data, for up to a day, also while
/// Incident IQ is unreachable. Fails like <see cref="ITickets"/>; failures are not cached. Routes:
/// docs/reference/incident-iq-routes.md.
/// </summary>
public interface ILookups
{
    /// <summary>Returns the user with this primary e-mail; null if there is none.</summary>
    Task<User?> UserByEmailAsync(string email, CancellationToken cancellationToken);

    /// <summary>Removes the user with this e-mail from the cache, so that a change to their account takes effect at once.</summary>
    ValueTask ForgetUserAsync(string email, CancellationToken cancellationToken);

    /// <summary>
    /// Returns active people whose name, e-mail, username or school id contains each of these words. Cached as long as people are.
    /// </summary>
    Task<IReadOnlyList<User>> SearchUsersAsync(string words, int limit, CancellationToken cancellationToken);

    /// <summary>Returns the technicians and administrators with an active account.</summary>
    Task<IReadOnlyList<User>> AgentsAsync(CancellationToken cancellationToken);

    /// <summary>Returns the teams, by name.</summary>
    Task<IReadOnlyList<Team>> TeamsAsync(CancellationToken cancellationToken);

    /// <summary>Returns the schools and buildings, by name.</summary>
    Task<IReadOnlyList<Location>> LocationsAsync(CancellationToken cancellationToken);

    /// <summary>Returns the rooms of a school or building, by name.</summary>
    Task<IReadOnlyList<Room>> RoomsAsync(Guid locationId, CancellationToken cancellationToken);

    /// <summary>Returns the issues that tickets can be filed under, by category and name.</summary>
    Task<IReadOnlyList<Issue>> IssuesAsync(CancellationToken cancellationToken);

    /// <summary>Returns the priority bands, lowest first.</summary>
    Task<IReadOnlyList<PriorityLevel>> PrioritiesAsync(CancellationToken cancellationToken);

    /// <summary>Returns the steps of all workflows.</summary>
    Task<IReadOnlyList<WorkflowStep>> StepsAsync(CancellationToken cancellationToken);

    /// <summary>Returns the steps to which a ticket at this step may move.</summary>
    Task<IReadOnlyList<WorkflowStep>> NextStepsAsync(Guid workflowStepId, CancellationToken cancellationToken);

    /// <summary>Returns the reasons for closing a ticket.</summary>
    Task<IReadOnlyList<CloseReason>> CloseReasonsAsync(CancellationToken cancellationToken);

    /// <summary>Returns the site: its name and time zone.</summary>
    Task<Site> SiteAsync(CancellationToken cancellationToken);
}
