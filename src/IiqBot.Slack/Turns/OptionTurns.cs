using System.Text.Json;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Requests;
using IiqBot.Slack.Blocks;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Turns;

/// <summary>Choices for a field that is searched by typing (<c>block_suggestion</c>). The input's id is the source's name.</summary>
internal sealed class OptionTurns(IDispatcher dispatcher, TimeProvider time)
{
    private const int LongestQuery = 200;

    // Slack waits three seconds; an empty list is better than its error.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    /// <summary>Answers with the choices that fit.</summary>
    public async ValueTask<Acknowledgement> AnswerAsync(JsonElement payload, string team, CancellationToken cancellationToken)
    {
        if (Turn.ActorOf(payload, team) is not { } actor || payload.Text("action_id") is not { } source) return Acknowledgement.Bad;
        var view = payload.Member("view") ?? default;
        var route = ViewMetadata.Read(view.Text("private_metadata")).Route with { IsHome = false, Link = null };
        var request = Turn.Of($"options:{source}", RequestKind.CardAction, actor, route, time).Request with { Arguments = ViewAnswers.Of(view), Budget = Budget };
        var query = payload.Text("value") ?? "";
        var options = await dispatcher.SuggestAsync(
            request, ActionValue.NameIn(source), query.Length > LongestQuery ? query[..LongestQuery] : query, BlockLimits.SelectOptions, cancellationToken);
        return Acknowledgement.With(ChoiceElements.Suggestions(options));
    }
}
