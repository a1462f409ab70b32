using IiqBot.Core.Durability;
using IiqBot.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace IiqBot.Storage.Stores;

/// <summary>The personal settings in a database. Removed settings stay as an empty row until no earlier request can be repeated.</summary>
internal sealed class SettingsOfPeople(StorageDatabase database) : IPersonalSettings
{
    /// <inheritdoc />
    public Task SaveAsync(Guid personId, PersonalSettings settings, DateTimeOffset askedAt, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (context, token) =>
                context.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO personal_settings (person_id, location_id, room_id, asked_at)
                    VALUES ({personId}, NULLIF({settings.LocationId ?? Guid.Empty}, {Guid.Empty}), NULLIF({settings.RoomId
                        ?? Guid.Empty}, {Guid.Empty}), {askedAt.UtcTicks})
                    ON CONFLICT (person_id) DO UPDATE SET location_id = excluded.location_id, room_id = excluded.room_id, asked_at = excluded.asked_at
                    WHERE personal_settings.asked_at <= excluded.asked_at
                    """,
                    token
                ),
            cancellationToken
        );

    /// <inheritdoc />
    public async Task<PersonalSettings> FindAsync(Guid personId, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            (context, token) =>
                context
                    .PersonalSettings.Where(row => row.PersonId == personId)
                    .Select(row => new PersonalSettings(row.LocationId, row.RoomId))
                    .FirstOrDefaultAsync(token),
            cancellationToken
        ) ?? PersonalSettings.None;
}
