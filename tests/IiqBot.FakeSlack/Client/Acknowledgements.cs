using System.Text.Json;
using IiqBot.FakeSlack.BlockKit;
using IiqBot.FakeSlack.World;

namespace IiqBot.FakeSlack.Client;

/// <summary>Judges the bot's acknowledgements by their documented shapes, and carries them out.</summary>
internal sealed class Acknowledgements(
    FakeSlackOptions options,
    ViewStacks stacks,
    ResponseUrls responseUrls,
    ViolationList violations,
    ChangeSignal changes
)
{
    private const int MostOptions = 100;

    public void Take(BotAnswer answer)
    {
        var request = answer.Request;
        if (Trouble(answer) is { } trouble)
        {
            violations.Add($"{request.Type}: {trouble}");
            return;
        }

        if (!answer.IsAcknowledged)
            return;
        if (
            request.Endpoint != SlackEndpoint.Events
            && answer.Json is { ValueKind: JsonValueKind.Object }
            && answer.MediaType is not (null or "application/json")
        )
            violations.Add($"{request.Type}: JSON in an acknowledgement must be sent as application/json, not {answer.MediaType}.");
        var mistake = request.Type switch
        {
            "view_submission" => Submission(answer),
            "block_suggestion" => Suggestion(answer),
            "url_verification" => Challenge(answer),
            "ssl_check" => null,
            _ when request.Endpoint == SlackEndpoint.Events => null,
            _ when request.Endpoint == SlackEndpoint.Commands => Command(answer),
            _ => answer.Body.Length == 0 ? null : "the acknowledgement must be empty: Slack shows nothing of it.",
        };
        if (mistake is not null)
            violations.Add($"{request.Type}: {mistake}");
        changes.Raise();
    }

    private string? Trouble(BotAnswer answer) =>
        (int)answer.Status switch
        {
            504 => $"the bot did not acknowledge within {options.AcknowledgementDeadline}.",
            502 => "the bot cannot be reached.",
            >= 200 and < 300 => answer.Elapsed > options.AcknowledgementDeadline ? "the acknowledgement came too late." : null,
            // An event may be refused, so that Slack sends it again.
            429 or 503 when answer.Request.Endpoint == SlackEndpoint.Events => null,
            var status => $"the bot answered {status}.",
        };

    private string? Command(BotAnswer answer)
    {
        if (answer.Body.Length == 0)
            return null;
        var message = answer.Json is { ValueKind: JsonValueKind.Object } json
            ? json
            : JsonElement.Parse($$"""{"text":{{JsonSerializer.Serialize(answer.Body)}}}""");
        var shown = responseUrls.Show(answer.Request.Channel!, answer.Request.Person!, null, message);
        return shown.Error is { } error ? $"the acknowledgement is no message Slack can show: {error}, {shown.Violation}" : null;
    }

    private string? Submission(BotAnswer answer)
    {
        var view = answer.Request.View!;
        if (answer.Body.Length == 0)
        {
            stacks.Close(view);
            return null;
        }

        if (answer.Json is not { ValueKind: JsonValueKind.Object } json)
            return "the acknowledgement is neither empty nor a JSON object.";
        switch (json.Text("response_action"))
        {
            case null when !json.EnumerateObject().Any():
                stacks.Close(view);
                return null;
            case "clear":
                stacks.Clear(view.Person);
                return null;
            case "errors":
                return ShowErrors(view, json);
            case "update" or "push" when json.Property("view") is { } next:
                return Next(view, json.Text("response_action")!, next);
            default:
                return $"response_action {json.Text("response_action") ?? "(none)"} is none Slack knows, or lacks its view.";
        }
    }

    private static string? ShowErrors(FakeView view, JsonElement json)
    {
        if (json.Property("errors") is not { ValueKind: JsonValueKind.Object } errors || !errors.EnumerateObject().Any())
            return "response_action errors needs errors.";
        var inputs = view.Blocks.Where(b => b.Text("type") == "input").Select(b => b.Text("block_id")).ToHashSet(StringComparer.Ordinal);
        foreach (var error in errors.EnumerateObject())
        {
            if (!inputs.Contains(error.Name))
                return $"the error for {error.Name} is shown nowhere: there is no such input block.";
            if (error.Value.ValueKind != JsonValueKind.String || error.Value.GetString()!.Length == 0)
                return $"the error for {error.Name} is no text.";
        }

        view.ShowErrors(errors.EnumerateObject().ToDictionary(e => e.Name, e => e.Value.GetString()!, StringComparer.Ordinal));
        return null;
    }

    private string? Next(FakeView view, string action, JsonElement next)
    {
        var verdict = ViewRules.Check(next, Surface.Modal);
        if (verdict.Error is not null)
            return $"the view breaks the rules: {verdict.Error} {string.Join(' ', verdict.Messages)}";
        if (action == "update")
            stacks.Update(view, Completed.Of(next));
        else if (stacks.Push(view.Person, Completed.Of(next)) is null)
            return $"push_limit_reached: a stack holds {ViewStacks.Depth} views.";
        return null;
    }

    private static string? Suggestion(BotAnswer answer)
    {
        if (answer.Json is not { ValueKind: JsonValueKind.Object } json)
            return "the options must be a JSON object.";
        if (json.Property("options") is null == json.Property("option_groups") is null)
            return "there must be either options or option_groups.";
        var check = new BlockCheck(Surface.Modal);
        Shape.Object(
            Shape.May("options", Shape.List(Compositions.MenuOption, 0, MostOptions)),
            Shape.May("option_groups", Shape.List(Compositions.OptionGroup, 0, MostOptions))
        )(json, "", check);
        return check.Errors.Count > 0 ? string.Join(' ', check.Errors) : null;
    }

    private static string? Challenge(BotAnswer answer)
    {
        var challenge = (string)answer.Request.Payload["challenge"]!;
        return answer.Body == challenge || answer.Json?.Text("challenge") == challenge || answer.Body == "challenge=" + challenge
            ? null
            : "the challenge was not answered with itself.";
    }
}
