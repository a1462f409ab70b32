using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Identity;

/// <summary>
/// Remembers recognized people, so that the bot still knows them during an outage. No request waits for that: the bot stores each person at
/// most once a day, beside their request.
/// </summary>
public sealed partial class SeenPeople(IKnownPeople people, ILogger<SeenPeople> logger) : IDisposable
{
    private static readonly MemoryCacheEntryOptions Fresh = new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromDays(1), Size = 1 };
    private readonly MemoryCache _met = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    /// <summary>Remembers a person whom the bot just recognized.</summary>
    public void Met(Actor actor, Person person)
    {
        if (_met.TryGetValue(actor.Key, out Person? known) && known == person)
            return;
        _met.Set(actor.Key, person, Fresh);
        _ = RememberAsync(actor, person);
    }

    /// <inheritdoc />
    public void Dispose() => _met.Dispose();

    // The request continues whether or not this works.
    private async Task RememberAsync(Actor actor, Person person)
    {
        try
        {
            await people.RememberAsync(actor, person, CancellationToken.None);
        }
        catch (StorageUnavailableException exception)
        {
            _met.Remove(actor.Key);
            Log.NotRemembered(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Could not remember a recognized person; the bot tries again at the person's next request")]
        public static partial void NotRemembered(ILogger logger, Exception exception);
    }
}
