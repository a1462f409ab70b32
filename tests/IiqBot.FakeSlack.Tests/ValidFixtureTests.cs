using System.Text.Json;
using System.Text.Json.Nodes;

namespace IiqBot.FakeSlack.Tests;

/// <summary>Everything that the public specification calls valid must be accepted, in a place where it is allowed.</summary>
public sealed class ValidFixtureTests
{
    private static readonly string[] InputOnly =
    [
        "plain_text_input",
        "email_text_input",
        "url_text_input",
        "number_input",
        "rich_text_input",
        "file_input",
    ];

    /// <summary>
    /// Two fixtures use one block_id twice in a message, which Slack's reference forbids ("block_id should be unique for each message").
    /// </summary>
    private static readonly string[] RepeatingIds = ["messages/webhook_message_basic", "messages/webhook_message_delete"];

    [Fact]
    public void All_valid_fixtures_are_accepted()
    {
        var count = 0;
        foreach (var (id, content) in PublishedBlockKit.ValidFixtures())
        {
            var findings = Check(id, content.ToString());
            if (RepeatingIds.Contains(id))
                findings = [.. findings.Where(f => f != "invalid_blocks" && !f.Contains("already exists", StringComparison.Ordinal))];
            Assert.True(findings.Count == 0, $"{id}: {string.Join(' ', findings)}");
            count++;
        }

        Assert.True(count >= 100, $"only {count} fixtures were found");
    }

    private static IReadOnlyList<string> Check(string id, string json)
    {
        var type = JsonNode.Parse(json)!["type"]?.ToString() ?? "";
        return id.Split('/') switch
        {
            ["blocks", "alert_block"] => Modal(json),
            ["blocks", _] => Message(json),
            ["attachments", _] => BlockKitRules.CheckMessage(Parse($$"""{"text":"x","attachments":[{{json}}]}""")),
            ["messages", _] => BlockKitRules.CheckMessage(Parse(json)),
            ["views", "hometab_view"] => BlockKitRules.CheckHome(Parse(json)),
            ["views", _] => BlockKitRules.CheckModal(Parse(json)),
            ["rich_text", _] => Message(
                type.StartsWith("rich_text_", StringComparison.Ordinal)
                    ? $$"""{"type":"rich_text","elements":[{{json}}]}"""
                    : $$"""{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{{json}}]}]}"""
            ),
            ["elements", _] when InputOnly.Contains(type) => Modal(Input(json)),
            ["elements", _] when type == "image" => Message($$"""{"type":"context","elements":[{{json}}]}"""),
            ["elements", _] when type == "url" => Message($$"""{"type":"task_card","task_id":"t","title":"T","sources":[{{json}}]}"""),
            ["elements", _] => Message(Actions(json)),
            ["objects", var name] => Object(name, json),
            _ => [$"nobody knows where {id} stands"],
        };
    }

    private static IReadOnlyList<string> Object(string name, string json) =>
        name.Split('_')[0] switch
        {
            "confirmation" => Message(
                Actions($$"""{"type":"button","action_id":"a","text":{"type":"plain_text","text":"x"},"confirm":{{json}}}""")
            ),
            "conversation" => Message(Actions($$"""{"type":"conversations_select","action_id":"a","filter":{{json}}}""")),
            "dispatch" => Modal(Input($$"""{"type":"plain_text_input","action_id":"a","dispatch_action_config":{{json}}}""")),
            "input" => Workflow($$$"""{"trigger":{"url":"https://slack.com/shortcuts/x","customizable_input_parameters":[{{{json}}}]}}"""),
            "option" => Message(
                Actions(
                    $$"""{"type":"static_select","action_id":"a","{{(name.Contains("group", StringComparison.Ordinal) ? "option_groups" : "options")}}":[{{json}}]}"""
                )
            ),
            "text" => Message($$"""{"type":"section","text":{{json}}}"""),
            "trigger" => Workflow($$"""{"trigger":{{json}}}"""),
            "workflow" => Workflow(json),
            _ => [$"nobody knows where {name} stands"],
        };

    private static IReadOnlyList<string> Workflow(string json) =>
        Message(Actions($$"""{"type":"workflow_button","text":{"type":"plain_text","text":"x"},"workflow":{{json}}}"""));

    private static string Actions(string element) => $$"""{"type":"actions","elements":[{{element}}]}""";

    private static string Input(string element) => $$"""{"type":"input","label":{"type":"plain_text","text":"x"},"element":{{element}}}""";

    private static IReadOnlyList<string> Message(string block) =>
        BlockKitRules.CheckMessage(Parse($$"""{"text":"x","blocks":[{{block}}]}"""));

    private static IReadOnlyList<string> Modal(string block) =>
        BlockKitRules.CheckModal(
            Parse(
                $$"""
                {"type":"modal","title":{"type":"plain_text","text":"x"},"submit":{"type":"plain_text","text":"x"},"blocks":[{{block}}]}
                """
            )
        );

    private static JsonElement Parse(string json) => JsonElement.Parse(json);
}
