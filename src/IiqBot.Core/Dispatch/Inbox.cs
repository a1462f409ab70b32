using Microsoft.Extensions.Caching.Memory;

namespace IiqBot.Core.Dispatch;

/// <summary>Lets a request that changes something run once, however often it is delivered.</summary>
public interface IInbox
{
    /// <summary>
    /// Runs the work, unless one of the keys was seen before: then the first run's answer is given again. A run that
    /// failed, or that only asked back by a form, is forgotten, so that it can be tried again.
    /// </summary>
    Task<BotResponse> OnceAsync(IReadOnlyList<string> keys, Func<Task<BotResponse>> work);
}

/// <summary>An inbox in memory, for one process; it forgets after an hour.</summary>
public sealed class MemoryInbox : IInbox, IDisposable
{
    private static readonly MemoryCacheEntryOptions Entry = new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1), Size = 1 };
    private readonly MemoryCache _answers = new(new MemoryCacheOptions { SizeLimit = 50_000 });
    private readonly Lock _gate = new();

    /// <inheritdoc />
    public async Task<BotResponse> OnceAsync(IReadOnlyList<string> keys, Func<Task<BotResponse>> work)
    {
        Lazy<Task<BotResponse>> answer;
        lock (_gate)
        {
            answer = keys.Select(key => _answers.Get<Lazy<Task<BotResponse>>>(key)).FirstOrDefault(known => known is not null)
                ?? new(work);
            foreach (var key in keys) _answers.Set(key, answer, Entry);
        }

        try
        {
            var given = await answer.Value;
            if (given is BotResponse.OpenForm or BotResponse.FormErrors) Forget(keys, answer);
            return given;
        }
        catch
        {
            Forget(keys, answer);
            throw;
        }
    }

    // Only what this run left: a later run under the same keys is not forgotten with it.
    private void Forget(IReadOnlyList<string> keys, Lazy<Task<BotResponse>> answer)
    {
        lock (_gate)
        {
            foreach (var key in keys)
            {
                if (_answers.Get<Lazy<Task<BotResponse>>>(key) == answer) _answers.Remove(key);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _answers.Dispose();
}
