using System.Globalization;
using System.Text.Json;
using static IiqBot.FakeSlack.BlockKit.Compositions;
using static IiqBot.FakeSlack.BlockKit.Shape;

namespace IiqBot.FakeSlack.BlockKit;

/// <summary>The block elements (docs.slack.dev/reference/block-kit/block-elements) and the blocks that allow each of them.</summary>
internal static class Elements
{
    private static readonly Dictionary<string, (string[] Places, Check Shape)> Known = new(StringComparer.Ordinal)
    {
        ["button"] = (
            ["section", "actions", "card"],
            Element(
                Need("text", Plain(75)),
                May("url", Url()),
                May("value", Text(2000)),
                May("style", OneOf("primary", "danger")),
                May("confirm", Confirm),
                May("accessibility_label", Text(75))
            )
        ),
        ["workflow_button"] = (
            ["section", "actions"],
            Element(
                Need("text", Plain(75)),
                Need("workflow", Workflow),
                May("style", OneOf("primary", "danger")),
                May("accessibility_label", Text(75))
            )
        ),
        ["overflow"] = (["section", "actions"], Element(Need("options", List(OverflowOption, 1, 5)), May("confirm", Confirm))),
        ["checkboxes"] = (
            ["section", "actions", "input"],
            Both(
                Element(
                    Need("options", List(BoxOption, 1, 10)),
                    May("initial_options", List(BoxOption, 1, 10)),
                    May("confirm", Confirm),
                    Focus
                ),
                InitialIsOffered
            )
        ),
        ["radio_buttons"] = (
            ["section", "actions", "input"],
            Both(
                Element(Need("options", List(BoxOption, 1, 10)), May("initial_option", BoxOption), May("confirm", Confirm), Focus),
                InitialIsOffered
            )
        ),
        ["datepicker"] = (
            ["section", "actions", "input"],
            Both(
                Element(May("initial_date", Matching(@"^\d{4}-\d{2}-\d{2}$")), May("confirm", Confirm), Focus, Placeholder),
                (value, at, check) =>
                {
                    if (value.Text("initial_date") is { } day && !IsDay(day))
                        check.Fail(at, "initial_date is no day of the calendar");
                }
            )
        ),
        ["timepicker"] = (
            ["section", "actions", "input"],
            Element(
                May("initial_time", Matching(@"^([01]\d|2[0-3]):[0-5]\d$")),
                May("confirm", Confirm),
                Focus,
                Placeholder,
                May("timezone", Text(100))
            )
        ),
        ["datetimepicker"] = (
            ["actions", "input"],
            Element(May("initial_date_time", Whole(1_000_000_000, int.MaxValue)), May("confirm", Confirm), Focus)
        ),
        ["plain_text_input"] = (
            ["input"],
            Both(
                Element(
                    May("initial_value", Text(3000, min: 0)),
                    May("multiline", Flag),
                    May("min_length", Whole(0, 3000)),
                    May("max_length", Whole(1, 3000)),
                    May("dispatch_action_config", DispatchConfig),
                    Focus,
                    Placeholder
                ),
                Range("min_length", "max_length")
            )
        ),
        ["email_text_input"] = (
            ["input"],
            Element(May("initial_value", Text(3000)), May("dispatch_action_config", DispatchConfig), Focus, Placeholder)
        ),
        ["url_text_input"] = (
            ["input"],
            Element(May("initial_value", Text(3000)), May("dispatch_action_config", DispatchConfig), Focus, Placeholder)
        ),
        ["number_input"] = (
            ["input"],
            Both(
                Element(
                    Need("is_decimal_allowed", Flag),
                    May("initial_value", Numeral),
                    May("min_value", Numeral),
                    May("max_value", Numeral),
                    May("dispatch_action_config", DispatchConfig),
                    Focus,
                    Placeholder
                ),
                Range("min_value", "max_value")
            )
        ),
        ["rich_text_input"] = (
            ["input"],
            Element(May("initial_value", Anything), May("dispatch_action_config", DispatchConfig), Focus, Placeholder)
        ),
        ["file_input"] = (["input"], Element(May("filetypes", List(Text(50), 1, 100)), May("max_files", Whole(1, 10)))),
        ["image"] = (["section", "context"], Blocks.ImageElement),
        ["feedback_buttons"] = (
            ["context_actions"],
            Element(Need("positive_button", FeedbackButton()), Need("negative_button", FeedbackButton()))
        ),
        ["icon_button"] = (
            ["context_actions"],
            Element(
                Need("icon", Text(50)),
                Need("text", Plain(75)),
                May("value", Text(2000)),
                May("confirm", Confirm),
                May("accessibility_label", Text(75)),
                May("visible_to_user_ids", List(Text(50), 0, 10))
            )
        ),
        ["url"] = (["task_card"], Object(Need("type", OneOf("url")), Need("url", Url()), Need("text", Text(3000)))),
        ["static_select"] = Select(Chosen("initial_option", MenuOption), Fixed),
        ["multi_static_select"] = Select(Chosen("initial_options", List(MenuOption, 1, 100)), Fixed, isMulti: true),
        ["external_select"] = Select([May("initial_option", MenuOption), MinQuery]),
        ["multi_external_select"] = Select([May("initial_options", List(MenuOption, 1, 100)), MinQuery], isMulti: true),
        ["users_select"] = Select([May("initial_user", Text(50))]),
        ["multi_users_select"] = Select([May("initial_users", List(Text(50), 1, 100))], isMulti: true),
        ["channels_select"] = Select([May("initial_channel", Text(50)), May("response_url_enabled", Flag)]),
        ["multi_channels_select"] = Select([May("initial_channels", List(Text(50), 1, 100))], isMulti: true),
        ["conversations_select"] = Select([
            May("initial_conversation", Text(50)),
            May("default_to_current_conversation", Flag),
            May("filter", ConversationFilter),
            May("response_url_enabled", Flag),
        ]),
        ["multi_conversations_select"] = Select(
            [
                May("initial_conversations", List(Text(50), 1, 100)),
                May("default_to_current_conversation", Flag),
                May("filter", ConversationFilter),
            ],
            isMulti: true
        ),
    };

    /// <summary>A day in the format that Slack accepts and sends.</summary>
    public static bool IsDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static Member Focus => May("focus_on_load", Flag);

    private static Member Placeholder => May("placeholder", Plain(150));

    private static Member MinQuery => May("min_query_length", Whole(0, 150));

    private static Check Numeral => Matching(@"^-?\d+(\.\d+)?$");

    private static Check Fixed => Both(ExactlyOne("options", "option_groups"), InitialIsOffered);

    /// <summary>An element in a block of this type.</summary>
    public static Check In(string block) =>
        (value, at, check) =>
        {
            if (value.Text("type") is not { } type || !Known.TryGetValue(type, out var known))
            {
                check.Fail(at, $"unsupported element type: {value.Text("type") ?? "(none)"}");
                return;
            }

            if (!known.Places.Contains(block))
                check.Fail(at, $"a {type} cannot stand in a block of type {block}");
            if (type == "file_input" && check.Surface != Surface.Modal)
                check.Fail(at, "file_input is for modals only");
            known.Shape(value, at, check);
            check.See(value, at);
        };

    /// <summary>An element on its own, in any block.</summary>
    public static Check Anywhere { get; } = Typed("element", type => Known.TryGetValue(type, out var known) ? known.Shape : null);

    private static Check Element(params Member[] members) => Object([Need("type", Text(50)), May("action_id", Text(255)), .. members]);

    private static (string[] Places, Check Shape) Select(Member[] members, Check? rule = null, bool isMulti = false)
    {
        Member[] all =
        [
            .. members,
            May("confirm", Confirm),
            Focus,
            Placeholder,
            .. isMulti ? [May("max_selected_items", Whole(1, 100))] : Array.Empty<Member>(),
        ];
        return (["section", "actions", "input"], rule is null ? Element(all) : Both(Element(all), rule));
    }

    private static Member[] Chosen(string initial, Check initialShape) =>
        [May("options", List(MenuOption, 1, 100)), May("option_groups", List(OptionGroup, 1, 100)), May(initial, initialShape)];

    private static Check FeedbackButton() =>
        Object(Need("text", Plain(75)), Need("value", Text(2000)), May("accessibility_label", Text(75)));

    /// <summary>An initial selection must be among the options, word for word.</summary>
    private static void InitialIsOffered(JsonElement value, string at, BlockCheck check)
    {
        string?[] offered =
        [
            .. value.Items("options").Concat(value.Items("option_groups").SelectMany(g => g.Items("options"))).Select(o => o.Text("value")),
        ];
        var initial = value.Items("initial_options").Select(o => o.Text("value"));
        if (value.Property("initial_option") is { } one)
            initial = initial.Append(one.Text("value"));
        if (initial.Any(v => !offered.Contains(v)))
            check.Fail(at, "the initial option is not among the options");
    }

    private static Check Range(string least, string most) =>
        (value, at, check) =>
        {
            if (Bound(value, least) > Bound(value, most))
                check.Fail(at, $"{least} is above {most}");
        };

    private static double? Bound(JsonElement value, string name) =>
        double.TryParse(value.Property(name)?.ToString(), CultureInfo.InvariantCulture, out var bound) ? bound : null;
}
