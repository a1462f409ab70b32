namespace IiqBot.Sandbox.Tests;

/// <summary>Repeats a question until something on another thread has happened; the time limit of the test ends it.</summary>
internal static class Eventually
{
    public static async Task IsTrueAsync(Func<Task<bool>> isTrue)
    {
        while (!await isTrue())
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
    }
}
