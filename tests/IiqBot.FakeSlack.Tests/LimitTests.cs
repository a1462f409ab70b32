using System.Text.Json;
using System.Text.Json.Nodes;
using static IiqBot.FakeSlack.Tests.Bricks;

namespace IiqBot.FakeSlack.Tests;

/// <summary>
/// Each limit of the public specification from both sides: a value within it is accepted, a value beyond it is refused. The cases have the
/// names of the specification, so that none is forgotten.
/// </summary>
public sealed class LimitTests
{
    /// <summary>By the name of the case: a message or view that keeps the rule, or breaks it.</summary>
    private static readonly Dictionary<string, Func<bool, JsonObject>> Cases = new(StringComparer.Ordinal)
    {
        ["text-empty"] = bad => Message(Section(("text", Mrkdwn(bad ? 0 : 1)))),
        ["text-too-long"] = bad => Message(O("context", ("elements", new JsonArray(Mrkdwn(3000 + Over(bad)))))),
        ["block-id-too-long"] = bad => Message(O("divider", ("block_id", X(255 + Over(bad))))),
        ["button-action-id-too-long"] = bad => Message(Actions(Button(("action_id", X(255 + Over(bad)))))),
        ["button-text-too-long"] = bad => Message(Actions(Button(("text", Plain(75 + Over(bad)))))),
        ["button-url-too-long"] = bad => Message(Actions(Button(("url", Url(3000 + Over(bad)))))),
        ["button-value-too-long"] = bad => Message(Actions(Button(("value", X(2000 + Over(bad)))))),
        ["button-accessibility-label-too-long"] = bad => Message(Actions(Button(("accessibility_label", X(75 + Over(bad)))))),
        ["confirmation-title-too-long"] = bad => Message(Actions(Button(("confirm", Confirm(("title", Plain(100 + Over(bad)))))))),
        ["confirmation-text-too-long"] = bad => Message(Actions(Button(("confirm", Confirm(("text", Plain(300 + Over(bad)))))))),
        ["confirmation-confirm-too-long"] = bad => Message(Actions(Button(("confirm", Confirm(("confirm", Plain(30 + Over(bad)))))))),
        ["confirmation-deny-too-long"] = bad => Message(Actions(Button(("confirm", Confirm(("deny", Plain(30 + Over(bad)))))))),
        ["option-text-too-long"] = bad => StaticSelect(Option(0, ("text", Plain(75 + Over(bad))))),
        ["option-value-too-long"] = bad => StaticSelect(Option(0, ("value", X(150 + Over(bad))))),
        ["option-description-too-long"] = bad => StaticSelect(Option(0, ("description", Plain(75 + Over(bad))))),
        ["option-url-too-long"] = bad =>
            Message(
                Actions(
                    O(
                        "overflow",
                        (
                            "options",
                            new JsonArray(Option(0, ("url", "https://x/" + string.Concat(Enumerable.Repeat("😀", 3000 - 10 + Over(bad))))))
                        )
                    )
                )
            ),
        ["option-group-label-too-long"] = bad => Groups(Group(1, ("label", Plain(75 + Over(bad))))),
        ["option-group-empty"] = bad => Groups(Group(bad ? 0 : 1)),
        ["option-group-too-many-options"] = bad => Groups(Group(100 + Over(bad))),
        ["select-placeholder-too-long"] = bad => Message(Actions(Select("users_select", ("placeholder", Plain(150 + Over(bad)))))),
        ["select-too-many-options"] = bad => StaticSelect([.. Enumerable.Range(0, 100 + Over(bad)).Select(i => Option(i))]),
        ["select-too-many-option-groups"] = bad => Groups([.. Enumerable.Range(0, 100 + Over(bad)).Select(_ => Group(1))]),
        ["static-select-options-and-groups"] = bad =>
            Message(
                Actions(
                    bad
                        ? Select("static_select", ("options", new JsonArray(Option())), ("option_groups", new JsonArray(Group(1))))
                        : Select("static_select", ("options", new JsonArray(Option())))
                )
            ),
        ["overflow-empty"] = bad => Boxes("overflow", bad ? 0 : 1),
        ["overflow-too-many-options"] = bad => Boxes("overflow", 5 + Over(bad)),
        ["checkboxes-empty"] = bad => Boxes("checkboxes", bad ? 0 : 1),
        ["checkboxes-too-many-options"] = bad => Boxes("checkboxes", 10 + Over(bad)),
        ["radio-buttons-empty"] = bad => Boxes("radio_buttons", bad ? 0 : 1),
        ["radio-buttons-too-many-options"] = bad => Boxes("radio_buttons", 10 + Over(bad)),
        ["url-source-url-empty"] = bad => Message(Task(bad ? "" : "https://x/")),
        ["url-source-url-too-long"] = bad => Message(Task(Url(3000 + Over(bad)))),
        ["table-too-many-rows"] = bad => Message(O("table", ("rows", Rows(100 + Over(bad), _ => 1)))),
        ["table-ragged-rows"] = bad => Message(O("table", ("rows", Rows(2, row => bad ? row + 1 : 2)))),
        ["table-column-settings-mismatch"] = bad =>
            Message(O("table", ("rows", Rows(2, _ => 2)), ("column_settings", Times(bad ? 1 : 2, _ => new JsonObject())))),
        ["file-input-max-files-too-small"] = bad => Modal(Input(Select("file_input", ("max_files", bad ? 0 : 1)))),
        ["file-input-max-files-too-large"] = bad => Modal(Input(Select("file_input", ("max_files", 10 + Over(bad))))),
        ["plain-text-input-max-length-too-large"] = bad => Modal(Input(Select("plain_text_input", ("max_length", 3000 + Over(bad))))),
        ["number-input-inverted-range"] = bad =>
            Modal(Input(Select("number_input", ("is_decimal_allowed", false), ("min_value", bad ? "11" : "10"), ("max_value", "10")))),
        ["actions-too-many-elements"] = bad =>
            Message(O("actions", ("elements", Times(25 + Over(bad), i => Button(("action_id", $"a{i}")))))),
        ["context-too-many-elements"] = bad => Message(O("context", ("elements", Times(10 + Over(bad), _ => Mrkdwn())))),
        ["context-invalid-element"] = bad => Message(O("context", ("elements", new JsonArray(bad ? Button() : Plain())))),
        ["context-actions-too-many-elements"] = bad =>
            Message(O("context_actions", ("elements", Times(5 + Over(bad), i => Icon(("action_id", $"a{i}")))))),
        ["header-text-too-long"] = bad => Message(O("header", ("text", Plain(150 + Over(bad))))),
        ["image-url-too-long"] = bad => Message(Image(("image_url", Url(3000 + Over(bad))))),
        ["image-alt-text-too-long"] = bad => Message(Image(("image_url", "https://x/"), ("alt_text", X(2000 + Over(bad))))),
        ["image-url-and-slack-file"] = bad =>
            Message(
                bad ? Image(("image_url", "https://x/"), ("slack_file", O("", ("id", "F1")))) : Image(("slack_file", O("", ("id", "F1"))))
            ),
        ["input-label-too-long"] = bad => Modal(Input(Select("users_select"), ("label", Plain(2000 + Over(bad))))),
        ["input-hint-too-long"] = bad => Modal(Input(Select("users_select"), ("hint", Plain(2000 + Over(bad))))),
        ["input-invalid-element"] = bad => Modal(Input(bad ? Button() : Select("datepicker"))),
        ["markdown-empty"] = bad => Message(O("markdown", ("text", X(bad ? 0 : 1)))),
        ["markdown-too-long"] = bad => Message(O("markdown", ("text", X(12000 + Over(bad))))),
        ["section-missing-content"] = bad => Message(bad ? Section() : Section(("text", Plain()))),
        ["section-text-too-long"] = bad => Message(Section(("text", Mrkdwn(3000 + Over(bad))))),
        ["section-too-many-fields"] = bad => Message(Section(("fields", Times(10 + Over(bad), _ => Plain())))),
        ["section-field-too-long"] = bad => Message(Section(("fields", new JsonArray(Plain(2000 + Over(bad)))))),
        ["video-alt-text-empty"] = bad => Message(Video(("alt_text", X(bad ? 0 : 1)))),
        ["video-alt-text-too-long"] = bad => Message(Video(("alt_text", X(200 + Over(bad))))),
        ["video-title-too-long"] = bad => Message(Video(("title", Plain(200 + Over(bad))))),
        ["video-author-name-too-long"] = bad => Message(Video(("author_name", X(50 + Over(bad))))),
        ["video-description-too-long"] = bad => Message(Video(("description", Plain(200 + Over(bad))))),
        ["video-provider-name-too-long"] = bad => Message(Video(("provider_name", X(50 + Over(bad))))),
        ["view-missing-blocks"] = bad => bad ? Modal() : Modal(O("divider")),
        ["view-too-many-blocks"] = bad => Modal([.. Enumerable.Range(0, 100 + Over(bad)).Select(_ => O("divider"))]),
        ["view-private-metadata-too-long"] = bad => With(Modal(O("divider")), ("private_metadata", X(3000 + Over(bad)))),
        ["view-callback-id-too-long"] = bad => With(Modal(O("divider")), ("callback_id", X(255 + Over(bad)))),
        ["view-title-too-long"] = bad => With(Modal(O("divider")), ("title", Plain(24 + Over(bad)))),
        ["view-close-too-long"] = bad => With(Modal(O("divider")), ("close", Plain(24 + Over(bad)))),
        ["view-submit-too-long"] = bad => With(Modal(O("divider")), ("submit", Plain(24 + Over(bad)))),
        ["alert-text-too-long"] = bad => Modal(O("alert", ("text", Plain(200 + Over(bad))))),
        ["card-title-too-long"] = bad => Message(O("card", ("title", Mrkdwn(150 + Over(bad))))),
        ["card-subtitle-too-long"] = bad => Message(O("card", ("title", Mrkdwn()), ("subtitle", Mrkdwn(150 + Over(bad))))),
        ["card-body-too-long"] = bad => Message(O("card", ("body", Mrkdwn(200 + Over(bad))))),
        ["card-subtext-too-long"] = bad => Message(O("card", ("title", Mrkdwn()), ("subtext", Mrkdwn(200 + Over(bad))))),
        ["card-too-many-actions"] = bad => Message(O("card", ("actions", Times(3 + Over(bad), i => Button(("action_id", $"a{i}")))))),
        ["carousel-empty"] = bad => Message(Carousel(bad ? 0 : 1)),
        ["carousel-too-many-cards"] = bad => Message(Carousel(10 + Over(bad))),
        ["container-title-too-long"] = bad => Message(Container(("title", Plain(150 + Over(bad))))),
        ["container-subtitle-too-long"] = bad => Message(Container(("subtitle", Mrkdwn(150 + Over(bad))))),
        ["container-too-many-child-blocks"] = bad => Message(Container(("child_blocks", Times(10 + Over(bad), _ => O("divider"))))),
        ["feedback-button-text-too-long"] = bad => Message(Feedback(("text", Plain(75 + Over(bad))))),
        ["feedback-button-value-too-long"] = bad => Message(Feedback(("value", X(2000 + Over(bad))))),
        ["feedback-button-accessibility-label-too-long"] = bad => Message(Feedback(("accessibility_label", X(75 + Over(bad))))),
        ["icon-button-too-many-visible-users"] = bad =>
            Message(O("context_actions", ("elements", new JsonArray(Icon(("visible_to_user_ids", Times(10 + Over(bad), i => $"U{i}"))))))),
        ["data-table-too-few-rows"] = bad => Message(O("data_table", ("rows", Rows(bad ? 1 : 2, _ => 1)))),
        ["data-table-too-many-rows"] = bad => Message(O("data_table", ("rows", Rows(201 + Over(bad), _ => 1)))),
        ["data-table-too-few-columns"] = bad => Message(O("data_table", ("rows", Rows(2, _ => bad ? 0 : 1)))),
        ["data-table-too-many-columns"] = bad => Message(O("data_table", ("rows", Rows(2, _ => 20 + Over(bad))))),
        ["data-table-page-size-too-small"] = bad => Message(O("data_table", ("rows", Rows(2, _ => 1)), ("page_size", bad ? 0 : 1))),
        ["data-table-page-size-too-large"] = bad => Message(O("data_table", ("rows", Rows(2, _ => 1)), ("page_size", 100 + Over(bad)))),
        ["data-table-cell-text-empty"] = bad => Message(O("data_table", ("rows", Rows(2, _ => 1, bad ? 0 : 1)))),
        ["data-table-content-too-long"] = bad => Message(O("data_table", ("rows", Rows(20, _ => 1, 1000 + Over(bad))))),
        ["data-visualization-title-too-long"] = bad => Message(With(Pie(1), ("title", X(50 + Over(bad))))),
        ["pie-chart-empty"] = bad => Message(Pie(bad ? 0 : 1)),
        ["pie-chart-too-many-segments"] = bad => Message(Pie(12 + Over(bad))),
        ["chart-segment-label-too-long"] = bad => Message(Pie(1, ("label", X(20 + Over(bad))))),
        ["chart-segment-value-not-positive"] = bad => Message(Pie(1, ("value", bad ? 0 : 1))),
        ["chart-series-empty"] = bad => Message(Line(bad ? 0 : 1, 1)),
        ["chart-too-many-series"] = bad => Message(Line(12 + Over(bad), 1)),
        ["data-series-name-too-long"] = bad => Message(Line(1, 1, name: 20 + Over(bad))),
        ["data-series-empty"] = bad => Message(Line(1, bad ? 0 : 1)),
        ["data-series-too-many-points"] = bad => Message(Line(1, 20 + Over(bad))),
        ["data-point-label-too-long"] = bad => Message(Line(1, 1, label: 20 + Over(bad))),
        ["axis-categories-empty"] = bad => Message(Line(1, 1, categories: bad ? 0 : 1)),
        ["axis-too-many-categories"] = bad => Message(Line(1, 1, categories: 20 + Over(bad))),
        ["axis-category-label-too-long"] = bad => Message(Line(1, 1, category: 20 + Over(bad))),
        ["axis-label-too-long"] = bad => Message(Line(1, 1, axis: 50 + Over(bad))),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_limit_is_exact(string name)
    {
        Assert.Empty(Check(Cases[name](false)));
        Assert.NotEmpty(Check(Cases[name](true)));
    }

    [Fact]
    public void Every_invalid_case_of_the_specification_is_tested() =>
        Assert.Empty(PublishedBlockKit.InvalidCases().Except(Cases.Keys, StringComparer.Ordinal));

    private static int Over(bool bad) => bad ? 1 : 0;

    private static IReadOnlyList<string> Check(JsonObject content)
    {
        var json = JsonElement.Parse(content.ToJsonString());
        return content["type"] is null ? BlockKitRules.CheckMessage(json) : BlockKitRules.CheckModal(json);
    }

    private static string Url(int length) => "https://x/" + X(length - 10);

    private static JsonObject Confirm(params (string, object?)[] members) =>
        With(O("", ("title", Plain()), ("text", Plain()), ("confirm", Plain()), ("deny", Plain())), members);

    private static JsonObject StaticSelect(params JsonNode[] options) =>
        Message(Actions(Select("static_select", ("options", new JsonArray(options)))));

    private static JsonObject Groups(params JsonNode[] groups) =>
        Message(Actions(Select("static_select", ("option_groups", new JsonArray(groups)))));

    private static JsonObject Group(int options, params (string, object?)[] members) =>
        With(O("", ("label", Plain()), ("options", Times(options, i => Option(i)))), members);

    private static JsonObject Boxes(string type, int options) =>
        Message(Actions(Select(type, ("options", Times(options, i => Option(i))))));

    private static JsonObject Task(string url) =>
        O("task_card", ("task_id", "t"), ("title", "x"), ("sources", new JsonArray(O("url", ("url", url), ("text", "x")))));

    private static JsonArray Rows(int rows, Func<int, int> columns, int length = 1) =>
        Times(rows, row => Times(columns(row), _ => O("raw_text", ("text", X(length)))));

    private static JsonObject Icon(params (string, object?)[] members) =>
        With(O("icon_button", ("action_id", "a"), ("icon", "trash"), ("text", Plain())), members);

    private static JsonObject Video(params (string, object?)[] members) =>
        With(O("video", ("alt_text", "x"), ("title", Plain()), ("thumbnail_url", "https://x/t"), ("video_url", "https://x/v")), members);

    private static JsonObject Carousel(int cards) => O("carousel", ("elements", Times(cards, _ => O("card", ("title", Mrkdwn())))));

    private static JsonObject Container(params (string, object?)[] members) =>
        With(O("container", ("title", Plain()), ("child_blocks", new JsonArray(O("divider")))), members);

    private static JsonObject Feedback(params (string, object?)[] members)
    {
        var button = With(O("", ("text", Plain()), ("value", "x")), members);
        return O(
            "context_actions",
            ("elements", new JsonArray(O("feedback_buttons", ("positive_button", button), ("negative_button", button.DeepClone()))))
        );
    }

    private static JsonObject Pie(int segments, params (string, object?)[] members) =>
        O(
            "data_visualization",
            ("title", "x"),
            ("chart", O("pie", ("segments", Times(segments, _ => With(O("", ("label", "x"), ("value", 1)), members)))))
        );

    private static JsonObject Line(
        int series,
        int points,
        int name = 1,
        int label = 1,
        int categories = 1,
        int category = 1,
        int axis = 1
    ) =>
        O(
            "data_visualization",
            ("title", "x"),
            (
                "chart",
                O(
                    "line",
                    (
                        "series",
                        Times(series, _ => O("", ("name", X(name)), ("data", Times(points, _ => O("", ("label", X(label)), ("value", 1))))))
                    ),
                    ("axis_config", O("", ("categories", Times(categories, _ => X(category))), ("x_label", X(axis))))
                )
            )
        );
}
