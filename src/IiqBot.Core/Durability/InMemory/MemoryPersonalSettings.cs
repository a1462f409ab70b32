using System.Collections.Concurrent;

namespace IiqBot.Core.Durability.InMemory;

/// <summary>Personal settings in memory, for one process that may lose its data.</summary>
public sealed class MemoryPersonalSettings : IPersonalSettings
{
    private readonly ConcurrentDictionary<Guid, (PersonalSettings Settings, DateTimeOffset AskedAt)> _settings = new();

    /// <inheritdoc />
    public Task SaveAsync(Guid personId, PersonalSettings settings, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        _settings.AddOrUpdate(personId, (settings, askedAt), (_, known) => known.AskedAt > askedAt ? known : (settings, askedAt));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<PersonalSettings> FindAsync(Guid personId, CancellationToken cancellationToken) =>
        Task.FromResult(_settings.TryGetValue(personId, out var known) ? known.Settings : PersonalSettings.None);
}
