using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Places;

/// <summary>Issues, searched by category and name.</summary>
public sealed class IssueOptions(ILookups lookups) : IOptionsSource
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "issues";

    /// <inheritdoc />
    public string Name => SourceName;

    /// <inheritdoc />
    public async Task<IReadOnlyList<Option>> SearchAsync(Turn turn, string query, int limit, CancellationToken cancellationToken) =>
        Of(await lookups.IssuesAsync(cancellationToken)).Rank(query, limit, cancellationToken);

    /// <summary>Returns issues as options.</summary>
    public static NamedChoice<Issue> Of(IReadOnlyList<Issue> issues) => new(issues, issue => issue.Id, issue => issue.FullName);
}

/// <summary>Schools and buildings, searched by name.</summary>
public sealed class LocationOptions(ILookups lookups) : IOptionsSource
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "locations";

    /// <inheritdoc />
    public string Name => SourceName;

    /// <inheritdoc />
    public async Task<IReadOnlyList<Option>> SearchAsync(Turn turn, string query, int limit, CancellationToken cancellationToken) =>
        Of(await lookups.LocationsAsync(cancellationToken)).Rank(query, limit, cancellationToken);

    /// <summary>Returns locations as options.</summary>
    public static NamedChoice<Location> Of(IReadOnlyList<Location> locations) =>
        new(locations, location => location.Id, location => location.Name) { AliasOf = location => location.Abbreviation };
}

/// <summary>Rooms of the location chosen in the same form, or of the asker's account.</summary>
public sealed class RoomOptions(ILookups lookups) : IOptionsSource
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "rooms";

    /// <inheritdoc />
    public string Name => SourceName;

    /// <inheritdoc />
    public async Task<IReadOnlyList<Option>> SearchAsync(Turn turn, string query, int limit, CancellationToken cancellationToken)
    {
        var chosen = LocationOptions.Of(await lookups.LocationsAsync(cancellationToken)).Find(turn.Arguments, PlaceFields.Location);
        return (chosen?.Id ?? turn.Person.Account.LocationId) is { } location
            ? Of(await lookups.RoomsAsync(location, cancellationToken)).Rank(query, limit, cancellationToken)
            : [];
    }

    /// <summary>Returns rooms as options.</summary>
    public static NamedChoice<Room> Of(IReadOnlyList<Room> rooms) => new(rooms, room => room.Id, room => room.Name);
}
