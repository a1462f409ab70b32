using IiqBot.Core.Dispatch;

namespace IiqBot.Core.Tests.Dispatch;

public sealed class InboxTests
{
    private static readonly string[] Keys = ["request", "form"];

    [Fact]
    public async Task Each_key_alone_is_enough_to_know_a_request_again()
    {
        using var inbox = new MemoryInbox();
        var first = await inbox.OnceAsync(Keys, () => Task.FromResult<BotResponse>(new BotResponse.Toast("done")));

        foreach (var key in Keys)
            Assert.Same(first, await inbox.OnceAsync([key, "another"], () => throw new InvalidOperationException()));
    }

    // On the thread pool, what waits for the first run goes on at once and in the order in which it began to wait.
    [Fact]
    public Task A_repeat_that_waited_for_a_failed_run_does_not_forget_the_run_that_followed() =>
        Task.Run(RepeatWhileTryingAgainAsync, TestContext.Current.CancellationToken);

    private static async Task RepeatWhileTryingAgainAsync()
    {
        using var inbox = new MemoryInbox();
        var (failing, following) = (new TaskCompletionSource<BotResponse>(), new TaskCompletionSource<BotResponse>());
        var runs = 0;
        Task<BotResponse>? next = null;

        var failed = TryAgainAfterAsync(inbox.OnceAsync(Keys, () => failing.Task));
        var repeated = inbox.OnceAsync(Keys, () => failing.Task);
        failing.SetException(new InvalidOperationException("The first run fails."));
        await Assert.ThrowsAsync<InvalidOperationException>(() => repeated);
        await failed;
        var last = inbox.OnceAsync(Keys, Follow);
        following.SetResult(new BotResponse.Silent());
        await Task.WhenAll(next!, last);

        Assert.Equal(1, runs);

        async Task TryAgainAfterAsync(Task<BotResponse> run)
        {
            await run.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            next = inbox.OnceAsync(Keys, Follow);
        }

        Task<BotResponse> Follow()
        {
            runs++;
            return following.Task;
        }
    }
}
