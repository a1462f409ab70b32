using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Searches;

/// <summary>Somebody who can work a ticket: a technician or a team.</summary>
/// <param name="Id">The user's or the team's id.</param>
/// <param name="Name">Their name.</param>
/// <param name="IsTeam">Whether it is a team.</param>
public sealed record Assignee(Guid Id, string Name, bool IsTeam)
{
    /// <summary>A technician's e-mail; null for a team.</summary>
    public string? Email { get; init; }
}

/// <summary>Technicians and teams, found by name.</summary>
public sealed class AssigneeOptions(ILookups lookups) : IOptionsSource
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "assignees";

    /// <inheritdoc />
    public string Name => SourceName;

    /// <inheritdoc />
    public async Task<IReadOnlyList<Option>> SearchAsync(Turn turn, string query, int limit, CancellationToken cancellationToken) =>
        (await AllAsync(lookups, cancellationToken)).Rank(query, limit, cancellationToken);

    /// <summary>The technician or team that an answer means, by id, e-mail or name; null when it means none, or several.</summary>
    public static Assignee? Find(NamedChoice<Assignee> assignees, Arguments answers, string field) =>
        answers[field] is { } typed && typed.Contains('@', StringComparison.Ordinal)
            ? assignees.Items.FirstOrDefault(assignee => typed.Equals(assignee.Email, StringComparison.OrdinalIgnoreCase))
            : assignees.Find(answers, field);

    /// <summary>Technicians and teams as choices, technicians first.</summary>
    public static async Task<NamedChoice<Assignee>> AllAsync(ILookups lookups, CancellationToken cancellationToken)
    {
        var agents = await lookups.AgentsAsync(cancellationToken);
        var teams = await lookups.TeamsAsync(cancellationToken);
        return new(
            [
                .. agents.Select(agent => new Assignee(agent.Id, agent.Name, IsTeam: false) { Email = agent.Email }),
                .. teams.Select(team => new Assignee(team.Id, team.Name, IsTeam: true)),
            ],
            assignee => assignee.Id,
            assignee => assignee.Name
        )
        {
            AliasOf = assignee => assignee.Email,
        };
    }
}

/// <summary>People by name, for technicians only: whom a district knows is not for everybody to browse.</summary>
public sealed class PersonOptions(ILookups lookups) : IOptionsSource
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "people";

    /// <inheritdoc />
    public string Name => SourceName;

    /// <inheritdoc />
    public async Task<IReadOnlyList<Option>> SearchAsync(Turn turn, string query, int limit, CancellationToken cancellationToken) =>
        turn.Person.IsAgent && !string.IsNullOrWhiteSpace(query)
            ?
            [
                .. (await lookups.SearchUsersAsync(query, limit, cancellationToken)).Select(person => new Option(
                    person.Email ?? person.Name,
                    person.Name
                )),
            ]
            : [];
}
