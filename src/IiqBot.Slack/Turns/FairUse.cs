using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Core.Platforms;

namespace IiqBot.Slack.Turns;

/// <summary>
/// Answers are posted out of limits that Slack sets for a whole workspace. People who are not let in hear that a few times a minute; what
/// they ask beyond that is acknowledged and not answered, so that they use up nothing of what the others need.
/// </summary>
internal sealed class FairUse(IDispatcher dispatcher, TimeProvider time)
{
    /// <summary>The requests a minute that are answered whoever asks, so that nobody has to be looked up before.</summary>
    public const int PerMinute = 6;

    private readonly Pacing _asked = new(time, new CallWindow(PerMinute, TimeSpan.FromMinutes(1)));

    /// <summary>Whether a request is to be answered.</summary>
    public async ValueTask<bool> AllowsAsync(SlackTurn turn, CancellationToken cancellationToken) =>
        await _asked.WaitAsync($"{turn.Team} {turn.User}", TimeSpan.Zero, cancellationToken) == TimeSpan.Zero
        || await dispatcher.IsLetInAsync(turn.Request, cancellationToken) is not false;
}
