using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Core.Platforms;

namespace IiqBot.Slack.Turns;

/// <summary>
/// Protects the rate limits that Slack sets for a whole workspace. People who are not allowed to use the bot get a refusal a few times a
/// minute. The bot acknowledges their further requests without an answer, so that they take nothing from the others.
/// </summary>
internal sealed class FairUse(IDispatcher dispatcher, TimeProvider time)
{
    /// <summary>How many requests a minute the bot answers for anybody, without looking them up first.</summary>
    public const int PerMinute = 6;

    private readonly Pacing _asked = new(time, new CallWindow(PerMinute, TimeSpan.FromMinutes(1)));

    /// <summary>Whether the bot should answer a request.</summary>
    public async ValueTask<bool> AllowsAsync(SlackTurn turn, CancellationToken cancellationToken) =>
        await _asked.WaitAsync($"{turn.Team} {turn.User}", TimeSpan.Zero, cancellationToken) == TimeSpan.Zero
        || await dispatcher.IsLetInAsync(turn.Request, cancellationToken) is not false;
}
