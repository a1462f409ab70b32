using System.Text.Json;
using System.Text.Json.Nodes;
using static IiqBot.FakeSlack.Tests.Bricks;

namespace IiqBot.FakeSlack.Tests;

/// <summary>The rules of Block Kit apart from its simple limits.</summary>
public sealed class BlockRuleTests
{
    [Fact]
    public void Unknown_types_are_refused()
    {
        Says("unsupported block type: marquee", Message(O("marquee")));
        Says("unsupported block type: (none)", Message(new JsonObject()));
        Says("unsupported element type: slider", Message(Actions(O("slider", ("action_id", "a")))));
        Says("unsupported rich text type: text", Message(O("rich_text", ("elements", new JsonArray(O("text", ("text", "x")))))));
    }

    [Fact]
    public void Unknown_members_and_nulls_are_refused()
    {
        Says("invalid additional property: valeu", Message(Actions(Button(("valeu", "7")))));
        Says("must not be null", Message(Actions(Button(("value", null)))));
    }

    [Fact]
    public void Required_members_are_required()
    {
        Says("missing required field: text", Message(Actions(O("button", ("action_id", "a")))));
        Says("missing required field: alt_text", Message(O("image", ("image_url", "https://x/"))));
        Says("missing required field: is_decimal_allowed", Modal(Input(Select("number_input"))));
        Says(
            "missing required field: deny",
            Message(Actions(Button(("confirm", O("", ("title", Plain()), ("text", Plain()), ("confirm", Plain()))))))
        );
        Says("needs exactly one of options and option_groups", Message(Actions(Select("static_select"))));
        Says("needs exactly one of image_url and slack_file", Message(Image()));
        Says("missing required field: title", With(O("modal"), ("blocks", new JsonArray(O("divider")))));
    }

    [Fact]
    public void Ids_are_unique()
    {
        Says("`block_id` b already exists", Message(O("divider", ("block_id", "b")), O("divider", ("block_id", "b"))));
        Says("`action_id` a already exists", Message(Actions(Button(), Button())));
        Fine(Message(Actions(Button()), Actions(Button())));
    }

    [Fact]
    public void A_message_has_at_most_50_blocks()
    {
        Fine(Message([.. Enumerable.Range(0, 50).Select(_ => O("divider"))]));
        Says("no more than 50 items", Message([.. Enumerable.Range(0, 51).Select(_ => O("divider"))]));
    }

    [Theory]
    [InlineData("markdown")]
    [InlineData("table")]
    [InlineData("context_actions")]
    public void Some_blocks_are_for_messages_only(string type) =>
        Says($"a block of type {type} cannot be shown in a modal", Modal(O(type)));

    [Fact]
    public void Alerts_and_file_inputs_are_for_modals_only()
    {
        Says("cannot be shown in a message", Message(O("alert", ("text", Plain()))));
        Says("file_input is for modals only", Message(Input(Select("file_input"))));
    }

    [Fact]
    public void Elements_are_refused_in_blocks_that_do_not_allow_them()
    {
        Says("a button cannot stand in a block of type input", Modal(Input(Button())));
        Says("a overflow cannot stand in a block of type input", Modal(Input(Select("overflow", ("options", new JsonArray(Option()))))));
        Says("a plain_text_input cannot stand in a block of type actions", Message(Actions(Select("plain_text_input"))));
        Says(
            "a plain_text_input cannot stand in a block of type section",
            Message(Section(("text", Plain()), ("accessory", Select("plain_text_input"))))
        );
    }

    [Fact]
    public void Texts_must_have_the_type_of_their_place()
    {
        Says("/blocks/0/text/type", Message(O("header", ("text", Mrkdwn()))));
        Says("/blocks/0/elements/0/text/type", Message(Actions(Button(("text", Mrkdwn())))));
        Says("/view/title/type", With(Modal(O("divider")), ("title", Mrkdwn())));
        Says("must be an object", Message(Section(("text", "bare"))));
        Says("emoji is for plain_text only", Message(Section(("text", With(Mrkdwn(), ("emoji", true))))));
        Says("verbatim is for mrkdwn only", Message(Section(("text", With(Plain(), ("verbatim", true))))));
    }

    [Fact]
    public void Links_in_options_are_for_overflow_menus()
    {
        Says(
            "invalid additional property: url",
            Message(Actions(Select("static_select", ("options", new JsonArray(Option(0, ("url", "https://x/")))))))
        );
        Says("must be a URL", Message(Actions(Button(("url", "incidentiq")))));
    }

    [Fact]
    public void An_initial_option_must_be_among_the_options()
    {
        Says(
            "not among the options",
            Message(Actions(Select("static_select", ("options", new JsonArray(Option())), ("initial_option", Option(1)))))
        );
        Says(
            "not among the options",
            Message(Actions(Select("checkboxes", ("options", new JsonArray(Option())), ("initial_options", new JsonArray(Option(1))))))
        );
        Fine(Message(Actions(Select("radio_buttons", ("options", new JsonArray(Option())), ("initial_option", Option())))));
    }

    [Fact]
    public void Dates_times_and_styles_are_well_formed()
    {
        Says("must match", Message(Actions(Select("datepicker", ("initial_date", "1.9.2026")))));
        Says("no day of the calendar", Message(Actions(Select("datepicker", ("initial_date", "2026-02-30")))));
        Says("must match", Message(Actions(Select("timepicker", ("initial_time", "24:00")))));
        Says("must be one of primary, danger", Message(Actions(Button(("style", "default")))));
        Says(
            "must be one of on_enter_pressed, on_character_entered",
            Modal(Input(Select("plain_text_input", ("dispatch_action_config", O("", ("trigger_actions_on", new JsonArray("on_blur")))))))
        );
        Says("an empty filter is not allowed", Message(Actions(Select("conversations_select", ("filter", new JsonObject())))));
    }

    [Fact]
    public void Only_one_element_is_focused() =>
        Says(
            "only one element may be focused",
            Modal(Input(Select("users_select", ("focus_on_load", true))), Input(Select("users_select", ("focus_on_load", true))))
        );

    [Fact]
    public void A_modal_with_inputs_has_a_submit_button()
    {
        var modal = Modal(Input(Select("users_select")));
        modal.Remove("submit");
        Says("missing required field: submit", modal);
    }

    [Fact]
    public void A_home_tab_is_not_a_modal()
    {
        Assert.Empty(BlockKitRules.CheckHome(Parse(O("home", ("blocks", new JsonArray(O("divider")))))));
        Assert.Contains(
            "invalid additional property: title",
            Assert.Single(BlockKitRules.CheckHome(Parse(O("home", ("blocks", new JsonArray(O("divider"))), ("title", Plain())))).Skip(1)),
            StringComparison.Ordinal
        );
        Assert.Contains("modal is no view for here", BlockKitRules.CheckHome(Parse(Modal(O("divider"))))[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_view_is_at_most_250_kilobytes()
    {
        JsonNode Big(int i) => Section(("text", Mrkdwn(3000)), ("block_id", $"b{i}"));
        Assert.Equal(["view_too_large"], BlockKitRules.CheckModal(Parse(Modal([.. Enumerable.Range(0, 85).Select(Big)]))));
        Fine(Modal([.. Enumerable.Range(0, 78).Select(Big)]));
    }

    [Fact]
    public void Previews_and_attachments_follow_the_same_rules()
    {
        var bad = O("", ("text", "x"), ("attachments", new JsonArray(O("", ("blocks", new JsonArray(O("marquee"))), ("color", "purple")))));
        var findings = BlockKitRules.CheckMessage(Parse(bad));
        Assert.Equal("invalid_attachments", findings[0]);
        Assert.Equal(3, findings.Count);
    }

    private static void Fine(JsonObject content) => Assert.Empty(Check(content));

    private static void Says(string finding, JsonObject content) =>
        Assert.Contains(Check(content), f => f.Contains(finding, StringComparison.Ordinal));

    private static IReadOnlyList<string> Check(JsonObject content) =>
        content["type"] is null ? BlockKitRules.CheckMessage(Parse(content)) : BlockKitRules.CheckModal(Parse(content));

    private static JsonElement Parse(JsonObject content) => JsonElement.Parse(content.ToJsonString());
}
