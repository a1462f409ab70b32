using IiqBot.IncidentIq.Tickets;

namespace IiqBot.IncidentIq.Lookups;

/// <summary>
/// What rarely changes, kept in memory; several callers at once cause one call. People are never older than
/// <see cref="IncidentIqOptions.UserLifetime"/>. Everything else is renewed when it is used after <see
/// cref="IncidentIqOptions.LookupLifetime"/>,
/// and given as it was meanwhile, also while Incident IQ cannot be reached, for up to a day. Failures as in <see cref="ITickets"/>;
/// failures are not kept.
/// Routes: docs/reference/incident-iq-routes.md.
/// </summary>
public interface ILookups
{
    /// <summary>The user with this primary e-mail; null when there is none.</summary>
    Task<User?> UserByEmailAsync(string email, CancellationToken cancellationToken);

    /// <summary>Forgets what is kept of the user with this e-mail, so that a change of theirs counts at once.</summary>
    ValueTask ForgetUserAsync(string email, CancellationToken cancellationToken);

    /// <summary>
    /// People whose name, e-mail, username or school id holds each of these words, without deactivated ones; kept as long as people are.
    /// </summary>
    Task<IReadOnlyList<User>> SearchUsersAsync(string words, int limit, CancellationToken cancellationToken);

    /// <summary>Technicians and administrators whose account is active.</summary>
    Task<IReadOnlyList<User>> AgentsAsync(CancellationToken cancellationToken);

    /// <summary>Teams, by name.</summary>
    Task<IReadOnlyList<Team>> TeamsAsync(CancellationToken cancellationToken);

    /// <summary>Schools and buildings, by name.</summary>
    Task<IReadOnlyList<Location>> LocationsAsync(CancellationToken cancellationToken);

    /// <summary>Rooms of a school or building, by name.</summary>
    Task<IReadOnlyList<Room>> RoomsAsync(Guid locationId, CancellationToken cancellationToken);

    /// <summary>What a ticket can be filed under, by category and name.</summary>
    Task<IReadOnlyList<Issue>> IssuesAsync(CancellationToken cancellationToken);

    /// <summary>Priority bands, lowest first.</summary>
    Task<IReadOnlyList<PriorityLevel>> PrioritiesAsync(CancellationToken cancellationToken);

    /// <summary>The steps of every workflow.</summary>
    Task<IReadOnlyList<WorkflowStep>> StepsAsync(CancellationToken cancellationToken);

    /// <summary>The steps a ticket at this step may move to.</summary>
    Task<IReadOnlyList<WorkflowStep>> NextStepsAsync(Guid workflowStepId, CancellationToken cancellationToken);

    /// <summary>Why a ticket may be closed.</summary>
    Task<IReadOnlyList<CloseReason>> CloseReasonsAsync(CancellationToken cancellationToken);

    /// <summary>The site: its name, time zone and address.</summary>
    Task<Site> SiteAsync(CancellationToken cancellationToken);
}
