using System.Text.Json;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Slack.Blocks;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Turns;

/// <summary>Choices for a field that is searched by typing (<c>block_suggestion</c>). The input's id is the source's name.</summary>
internal sealed class OptionTurns(IDispatcher dispatcher, SlackTurnRunner runner, TimeProvider time)
{
    // Slack waits 3 s and does not ask again by itself, so that a person who searches for another is served best by waiting for a usual
    // answer
    // of Incident IQ. Not longer than this, so that an acknowledgement takes less than a second however slow it is; what waits is bounded
    // with all unacknowledged requests. Lists wait for nothing: they are in memory. A search that takes longer goes on: what it looks up
    // is there when they type on.
    private static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(700);

    /// <summary>Answers with the choices that fit; with one that says so when they cannot be had soon.</summary>
    public async ValueTask<Acknowledgement> AnswerAsync(JsonElement payload, string team)
    {
        if (SlackTurn.ActorOf(payload, team) is not { } actor || payload.Text("action_id") is not { } source)
            return Acknowledgement.Bad;
        var view = payload.Member("view") ?? default;
        var route = ViewMetadata.Read(view.Text("private_metadata")).Route with { IsHome = false };
        var request = SlackTurn.Of($"options:{source}", RequestKind.CardAction, actor, route, time).Request with
        {
            Arguments = ViewAnswers.Of(view),
        };
        var query = payload.Text("value") ?? "";
        return runner.TryRun(
            actor,
            token => dispatcher.SuggestAsync(request, ActionValue.NameIn(source), query, BlockLimits.SelectOptions, token),
            out var searching
        )
            ? Acknowledgement.With(ChoiceElements.Suggestions(await SoonAsync(searching)))
            : Acknowledgement.With(ChoiceElements.Suggestions([ChoiceElements.StillLooking]));
    }

    private async Task<IReadOnlyList<Option>> SoonAsync(Task<IReadOnlyList<Option>> searching)
    {
        try
        {
            var found = await searching.WaitAsync(Brief, time, CancellationToken.None);
            return ReferenceEquals(found, Choices.NotNow) ? [ChoiceElements.CannotLook] : found;
        }
        catch (TimeoutException)
        {
            return [ChoiceElements.StillLooking];
        }
    }
}
