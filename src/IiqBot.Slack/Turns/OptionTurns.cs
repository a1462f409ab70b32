using System.Text.Json;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Slack.Blocks;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Turns;

/// <summary>
/// Options for a field that searches while the person types (<c>block_suggestion</c>). The input's id is the name of the source.
/// </summary>
internal sealed class OptionTurns(IDispatcher dispatcher, SlackTurnRunner runner, TimeProvider time)
{
    // Slack waits 3 s and does not ask again by itself, so waiting for a typical answer of Incident IQ serves a person who searches for
    // someone best. The limit keeps an acknowledgement under a second however slow Incident IQ is; the cap on unacknowledged requests
    // bounds how many wait. Lists are in memory and need no wait. A slower search continues, so its results are there when the person types
    // on.
    private static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(700);

    /// <summary>Answers with the matching options, or with one that says so when they are not ready soon.</summary>
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
