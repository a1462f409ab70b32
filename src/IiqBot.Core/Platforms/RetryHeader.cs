namespace IiqBot.Core.Platforms;

/// <summary>Reads <c>Retry-After</c>, which a 429 may lack.</summary>
public static class RetryHeader
{
    /// <summary>How long a platform asks to wait; null if it does not say.</summary>
    public static TimeSpan? Read(HttpResponseMessage response, TimeProvider time)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
