namespace IiqBot.Core.Durability;

/// <summary>
/// What people have set for themselves. It belongs to the Incident IQ account, so what was set in one chat counts in the others. Ids
/// only: what they name is read from Incident IQ when it is needed.
/// </summary>
public interface IPersonalSettings
{
    /// <summary>
    /// Keeps what somebody set, in the place of what they set before. What was asked for earlier than that changes nothing.
    /// </summary>
    /// <param name="personId">The person's Incident IQ account.</param>
    /// <param name="settings">What they set; <see cref="PersonalSettings.None"/> to forget it.</param>
    /// <param name="askedAt">When they asked for it: a request that is carried out late undoes no later one.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    Task SaveAsync(Guid personId, PersonalSettings settings, DateTimeOffset askedAt, CancellationToken cancellationToken);

    /// <summary>What somebody has set; <see cref="PersonalSettings.None"/> for who has set nothing.</summary>
    Task<PersonalSettings> FindAsync(Guid personId, CancellationToken cancellationToken);
}

/// <summary>What one person has set.</summary>
/// <param name="LocationId">The school or building where they usually are; null for their account's.</param>
/// <param name="RoomId">Their usual room there; null for none.</param>
public sealed record PersonalSettings(Guid? LocationId, Guid? RoomId)
{
    /// <summary>Nothing is set.</summary>
    public static PersonalSettings None { get; } = new(null, null);
}
