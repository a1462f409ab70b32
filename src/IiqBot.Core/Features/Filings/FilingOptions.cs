using IiqBot.Core.Dispatch;
using IiqBot.Core.Forms;
using IiqBot.Core.Parsing;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Filings;

/// <summary>Issues, found by category and name.</summary>
public sealed class IssueOptions(ILookups lookups) : IOptionsSource
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "issues";

    /// <inheritdoc />
    public string Name => SourceName;

    /// <inheritdoc />
    public async Task<IReadOnlyList<Option>> SearchAsync(Turn turn, string query, int limit, CancellationToken cancellationToken) =>
        [.. NameMatch.Rank(await lookups.IssuesAsync(cancellationToken), issue => issue.FullName, query, limit).Select(ToOption)];

    /// <summary>An issue as a choice.</summary>
    public static Option ToOption(Issue issue) => new(issue.Id.ToString(), issue.FullName);
}

/// <summary>Schools and buildings, found by name or short name.</summary>
public sealed class LocationOptions(ILookups lookups) : IOptionsSource
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "locations";

    /// <inheritdoc />
    public string Name => SourceName;

    /// <inheritdoc />
    public async Task<IReadOnlyList<Option>> SearchAsync(Turn turn, string query, int limit, CancellationToken cancellationToken) =>
        [.. NameMatch.Rank(await lookups.LocationsAsync(cancellationToken), l => $"{l.Name} {l.Abbreviation}", query, limit).Select(ToOption)];

    /// <summary>A location as a choice.</summary>
    public static Option ToOption(Location location) => new(location.Id.ToString(), location.Name);
}

/// <summary>Rooms of the location chosen in the same form, or of the asker's own.</summary>
public sealed class RoomOptions(ILookups lookups) : IOptionsSource
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "rooms";

    /// <inheritdoc />
    public string Name => SourceName;

    /// <inheritdoc />
    public async Task<IReadOnlyList<Option>> SearchAsync(Turn turn, string query, int limit, CancellationToken cancellationToken)
    {
        var location = turn.Arguments.Id(FilingForm.Location) ?? turn.Person.Account.LocationId;
        if (location is null) return [];
        var rooms = await lookups.RoomsAsync(location.Value, cancellationToken);
        return [.. NameMatch.Rank(rooms, room => room.Name, query, limit).Select(ToOption)];
    }

    /// <summary>A room as a choice.</summary>
    public static Option ToOption(Room room) => new(room.Id.ToString(), room.Name);
}
