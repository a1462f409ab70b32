using System.Text.Json;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Slack.Blocks;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Turns;

/// <summary>
/// View submissions (<c>view_submission</c>). Errors go to their fields at once. Otherwise the modal says that the bot is working, and then
/// shows the result.
/// </summary>
internal sealed class SubmissionTurns(SlackRequests slackRequests, Drafts drafts, SlackTelemetry telemetry, TimeProvider time)
{
    /// <summary>
    /// How long to wait after an acknowledgement before updating its modal. The two reach Slack on different ways, and "Working on it"
    /// would overwrite an answer that came first.
    /// </summary>
    private static readonly TimeSpan Travels = TimeSpan.FromMilliseconds(300);

    /// <summary>Acknowledges a submission.</summary>
    public async ValueTask<Acknowledgement> TakeAsync(JsonElement payload, string team, CancellationToken cancellationToken)
    {
        if (
            SlackTurn.ActorOf(payload, team) is not { } actor
            || payload.Member("view") is not { } view
            || view.Text("callback_id") is not { } verb
            || payload.Text("trigger_id") is not { } trigger
        )
            return Acknowledgement.Bad;
        var metadata = ViewMetadata.Read(view.Text("private_metadata"));
        var answers = ViewAnswers.Of(view);
        if (ViewAnswers.Unmade(view).ToList() is { Count: > 0 } unmade)
            return Errors(unmade.ToDictionary(field => field, _ => Texts.StillLookingChosen, StringComparer.Ordinal), view);
        if (ViewAnswers.HasUnknown(view))
            telemetry.Unknown("input");
        var route = metadata.Route with { View = view.Text("id"), IsHome = false };
        var turn = SlackTurn.Of(trigger, RequestKind.FormSubmission, actor, route, time).Asking(verb, With(metadata.Hidden, answers)) with
        {
            Trigger = trigger,
        };

        if (await slackRequests.AcceptAsync(turn, cancellationToken) is not { } accepted)
            return Acknowledgement.Ok;
        if (accepted.Errors.Count > 0)
            return Errors(accepted.Errors, view);
        var (answering, atOnce) = await slackRequests.AnswerAtOnceAsync(turn, accepted);
        if (answering is null && !accepted.IsStored)
            return Errors(new Dictionary<string, string> { [Form.Whole] = Texts.Busy }, view);
        drafts.Sent(actor, turn.Request.Arguments[Form.InstanceKey]);
        if (atOnce is not null)
        {
            var shown = drafts.Keep(actor, atOnce);
            return Update(w => FormViews.Write(w, turn, shown)) with
            {
                Afterwards = token => slackRequests.KeepAsync(turn, accepted, shown, token),
            };
        }

        return Update(w => FormViews.WriteWorking(w, turn, metadata.Working)) with
        {
            Afterwards = answering is null ? null : token => DeliverAsync(turn, accepted, answering, token),
        };
    }

    private async Task DeliverAsync(SlackTurn turn, Accepted accepted, Task<BotResponse> answering, CancellationToken cancellationToken)
    {
        // At shutdown the wait ends early, and the bot still delivers the answer.
        await Task.Delay(Travels, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await slackRequests.DeliverAsync(turn, accepted, answering, cancellationToken);
    }

    private static Arguments With(IReadOnlyDictionary<string, string>? hidden, Arguments answers) =>
        Arguments.From((hidden ?? new Dictionary<string, string>()).Where(pair => pair.Value is not null).Take(50).Concat(answers.Values));

    private static Acknowledgement Update(Action<Utf8JsonWriter> view) =>
        Acknowledgement.With(
            BlockKitRenderer.Bytes(w =>
            {
                w.WriteStartObject();
                w.WriteString("response_action"u8, "update"u8);
                w.WritePropertyName("view"u8);
                view(w);
                w.WriteEndObject();
            })
        );

    // Slack accepts errors only at blocks of the view, so all other errors go to the first block.
    private static Acknowledgement Errors(IReadOnlyDictionary<string, string> errors, JsonElement view)
    {
        var blocks = ViewAnswers.Blocks(view).ToList();
        if (blocks.Count == 0)
            return Acknowledgement.Ok;
        var atBlocks = errors.GroupBy(
            error => blocks.Contains(error.Key, StringComparer.Ordinal) ? error.Key : blocks[0],
            error => error.Value
        );
        return Acknowledgement.With(
            BlockKitRenderer.Bytes(w =>
            {
                w.WriteStartObject();
                w.WriteString("response_action"u8, "errors"u8);
                w.WriteStartObject("errors"u8);
                foreach (var error in atBlocks)
                    w.WriteString(error.Key, string.Join(' ', error));
                w.WriteEndObject();
                w.WriteEndObject();
            })
        );
    }
}

/// <summary>Reads the answers from a view's state (docs.slack.dev, "View payloads").</summary>
internal static class ViewAnswers
{
    private const int Most = 50;

    /// <summary>The answers by the ids of their blocks, which are field ids. A text in several inputs becomes one answer.</summary>
    public static Arguments Of(JsonElement view) =>
        Arguments.From(
            from block in StateOf(view)
            where block.Value.ValueKind == JsonValueKind.Object
            from element in block.Value.EnumerateObject().Take(1)
            let value = element.Value.Text("value") ?? element.Value.Text("selected_option", "value") ?? element.Value.Text("selected_date")
            where value is not null
            let part = LongText.Read(block.Name)
            group part.Before + value by part.Field into parts
            select KeyValuePair.Create(parts.Key, string.Concat(parts))
        );

    /// <summary>
    /// The fields where the person chose the placeholder for missing choices. Typed text may be the same and does not count.
    /// </summary>
    public static IEnumerable<string> Unmade(JsonElement view) =>
        from block in StateOf(view)
        where block.Value.ValueKind == JsonValueKind.Object
        where
            block.Value.EnumerateObject().Take(1).Any(element => element.Value.Text("selected_option", "value") == ChoiceElements.NoChoice)
        select block.Name;

    /// <summary>Whether an input has an answer of a type that the bot never uses.</summary>
    public static bool HasUnknown(JsonElement view) =>
        StateOf(view)
            .Where(block => block.Value.ValueKind == JsonValueKind.Object)
            .SelectMany(block => block.Value.EnumerateObject())
            .Any(element =>
                element.Value.Text("type")
                    is not ("plain_text_input" or "datepicker" or "static_select" or "external_select" or "radio_buttons")
            );

    /// <summary>The ids of the input blocks.</summary>
    public static IEnumerable<string> Blocks(JsonElement view) =>
        StateOf(view)
            .Select(block => block.Name)
            .Concat(
                view.Items("blocks").Where(block => block.Text("type") == "input").Select(block => block.Text("block_id")).OfType<string>()
            )
            .Distinct(StringComparer.Ordinal);

    private static IEnumerable<JsonProperty> StateOf(JsonElement view) => (view.Member("state") ?? default).Members("values").Take(Most);
}
