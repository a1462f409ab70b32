using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Searches;

/// <summary>A technician or a team that a ticket can be assigned to.</summary>
/// <param name="Id">The user's or the team's id.</param>
/// <param name="Name">Their name.</param>
/// <param name="IsTeam">Whether it is a team.</param>
public sealed record Assignee(Guid Id, string Name, bool IsTeam)
{
    /// <summary>A technician's e-mail; null for a team.</summary>
    public string? Email { get; init; }
}

/// <summary>Technicians and teams, searched by name.</summary>
public sealed class AssigneeOptions(ILookups lookups) : IOptionsSource
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "assignees";

    /// <inheritdoc />
    public string Name => SourceName;

    /// <inheritdoc />
    public async Task<IReadOnlyList<Option>> SearchAsync(Turn turn, string query, int limit, CancellationToken cancellationToken) =>
        (await AllAsync(lookups, cancellationToken)).Rank(query, limit, cancellationToken);

    /// <summary>Finds the technician or team by id, e-mail or name; null if there is no match, or more than one.</summary>
    public static Assignee? Find(NamedChoice<Assignee> assignees, Arguments answers, string field) =>
        answers[field] is { } typed && typed.Contains('@', StringComparison.Ordinal)
            ? assignees.Items.FirstOrDefault(assignee => typed.Equals(assignee.Email, StringComparison.OrdinalIgnoreCase))
            : assignees.Find(answers, field);

    /// <summary>Returns technicians and teams as options, technicians first.</summary>
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

/// <summary>People, searched by name. For technicians only, because not everybody may browse the people of a district.</summary>
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
