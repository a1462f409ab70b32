namespace IiqBot.Sandbox.Tests;

/// <summary>Asks again until something that happens on another thread has happened; the test's own time limit ends it.</summary>
internal static class Eventually
{
    public static async Task IsTrueAsync(Func<Task<bool>> isTrue)
    {
        while (!await isTrue())
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
    }
}
