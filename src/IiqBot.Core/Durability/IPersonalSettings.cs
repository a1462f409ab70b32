namespace IiqBot.Core.Durability;

/// <summary>
/// People's own settings. They belong to the Incident IQ account, so a setting from one chat counts in the others. They hold ids only: the
/// bot reads what these name from Incident IQ when it needs it.
/// </summary>
public interface IPersonalSettings
{
    /// <summary>Saves a person's settings in place of their earlier ones, unless the stored ones come from a later request.</summary>
    /// <param name="personId">The person's Incident IQ account.</param>
    /// <param name="settings">The settings; <see cref="PersonalSettings.None"/> to delete them.</param>
    /// <param name="askedAt">When they asked: a request that runs late does not undo a later one.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    Task SaveAsync(Guid personId, PersonalSettings settings, DateTimeOffset askedAt, CancellationToken cancellationToken);

    /// <summary>A person's settings; <see cref="PersonalSettings.None"/> if they have none.</summary>
    Task<PersonalSettings> FindAsync(Guid personId, CancellationToken cancellationToken);
}

/// <summary>One person's settings.</summary>
/// <param name="LocationId">Their usual school or building; null for their account's.</param>
/// <param name="RoomId">Their usual room there; null for none.</param>
public sealed record PersonalSettings(Guid? LocationId, Guid? RoomId)
{
    /// <summary>No settings.</summary>
    public static PersonalSettings None { get; } = new(null, null);
}
