using System.Text.Json;
using IiqBot.FakeSlack.BlockKit;

namespace IiqBot.FakeSlack;

/// <summary>
/// The rules of Block Kit for tests of renderers: what the running fake would say about a message or view, without running it.
/// </summary>
public static class BlockKitRules
{
    /// <summary>Checks <c>text</c>, <c>blocks</c> and <c>attachments</c> of a message.</summary>
    /// <returns>Slack's error and its explanations; empty if Slack would accept it.</returns>
    public static IReadOnlyList<string> CheckMessage(JsonElement message) => Said(MessageRules.Check(message));

    /// <summary>Checks a modal, as for views.open.</summary>
    /// <returns>Slack's error and its explanations; empty if Slack would accept it.</returns>
    public static IReadOnlyList<string> CheckModal(JsonElement view) => Said(ViewRules.Check(view, Surface.Modal));

    /// <summary>Checks a Home tab, as for views.publish.</summary>
    /// <returns>Slack's error and its explanations; empty if Slack would accept it.</returns>
    public static IReadOnlyList<string> CheckHome(JsonElement view) => Said(ViewRules.Check(view, Surface.Home));

    private static IReadOnlyList<string> Said(Verdict verdict) => verdict.Error is { } error ? [error, .. verdict.Messages] : [];
}
