using System.Net;
using System.Text.Json;
using IiqBot.FakeConnector.Connector;

namespace IiqBot.FakeConnector.Client;

/// <summary>
/// The answers an invoke may have (msteams-docs, universal actions and dynamic search). A bot may refuse with a plain HTTP status
/// of 400 to 501; an answer of 200 must have the documented body.
/// </summary>
internal static class InvokeAnswerRules
{
    /// <summary>The drop-down of a dynamic search shows at most 15 options.</summary>
    private const int MostChoices = 15;

    public static IEnumerable<string> Check(string name, BotAnswer answer, AttachmentRules attachments)
    {
        if (answer.Status != HttpStatusCode.OK)
            return [];
        return name switch
        {
            "adaptiveCard/action" => CheckAction(answer, attachments),
            "application/search" => CheckSearch(answer),
            _ => [],
        };
    }

    private static IEnumerable<string> CheckAction(BotAnswer answer, AttachmentRules attachments)
    {
        if (answer is not { InvokeStatus: { } status, InvokeType: { } type, Json: { } json })
        {
            yield return "adaptiveCard/action: the answer needs statusCode, type and value.";
            yield break;
        }

        var value = json.Property("value");
        switch (status, type)
        {
            case (200, ContentTypes.AdaptiveCard):
                if (value is not { } card)
                    yield return "adaptiveCard/action: the answer has no card.";
                else if (attachments.Refusal(AsAttachment(card)) is { } reason)
                    yield return $"adaptiveCard/action: {reason}";
                break;
            case (200, ContentTypes.InvokeMessage):
                if (value is not { ValueKind: JsonValueKind.String })
                    yield return "adaptiveCard/action: the message is not a string.";
                break;
            case (400 or 404 or 500, "application/vnd.microsoft.error"):
            case (412, "application/vnd.microsoft.error.preconditionFailed"):
                if (value?.Text("code") is null || value.Value.Text("message") is null)
                    yield return "adaptiveCard/action: the error needs code and message.";
                break;
            case (401, "application/vnd.microsoft.activity.loginRequest" or "application/vnd.microsoft.error.incorrectAuthCode"):
                break;
            default:
                yield return $"adaptiveCard/action: no such answer is documented: {status} {type}.";
                break;
        }
    }

    private static IEnumerable<string> CheckSearch(BotAnswer answer)
    {
        if (
            answer.InvokeType != ContentTypes.SearchResponse
            || answer.Json?.Property("value")?.Property("results") is not { ValueKind: JsonValueKind.Array }
        )
        {
            yield return $"application/search: the answer must be of type {ContentTypes.SearchResponse} with value.results.";
            yield break;
        }

        if (answer.Choices.Any(c => c.Title is null || c.Value is null))
            yield return "application/search: a result needs a title and a value.";
        if (answer.Choices.Count > MostChoices)
            yield return $"application/search: {answer.Choices.Count} results; only {MostChoices} are shown.";
    }

    private static JsonElement AsAttachment(JsonElement card) =>
        JsonSerializer.SerializeToElement(new { contentType = ContentTypes.AdaptiveCard, content = card });
}
