using System.Text.Json;
using static IiqBot.FakeSlack.BlockKit.Shape;

namespace IiqBot.FakeSlack.BlockKit;

/// <summary>
/// The composition objects (docs.slack.dev/reference/block-kit/composition-objects), such as texts, options and confirmations.
/// </summary>
internal static class Compositions
{
    public static Check Confirm { get; } =
        Object(
            Need("title", Plain(100)),
            Need("text", Markup(300)),
            Need("confirm", Plain(30)),
            Need("deny", Plain(30)),
            May("style", OneOf("primary", "danger"))
        );

    public static Check DispatchConfig { get; } =
        Object(May("trigger_actions_on", List(OneOf("on_enter_pressed", "on_character_entered"), 1, 2)));

    public static Check ConversationFilter { get; } =
        Both(
            Object(
                May("include", List(OneOf("im", "mpim", "private", "public"), 1, 4)),
                May("exclude_external_shared_channels", Flag),
                May("exclude_bot_users", Flag)
            ),
            (value, at, check) =>
            {
                if (value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any())
                    check.Fail(at, "an empty filter is not allowed");
            }
        );

    public static Check SlackFile { get; } = Both(Object(May("id", Text(255)), May("url", Url())), ExactlyOne("id", "url"));

    private static readonly Check InputParameters = List(Object(Need("name", Text(255)), Need("value", Text(3000, min: 0))), 0, 100);

    public static Check Trigger { get; } = Object(Need("url", Url()), May("customizable_input_parameters", InputParameters));

    public static Check Workflow { get; } = Object(Need("trigger", Trigger));

    /// <summary>The options of menus; their text is plain.</summary>
    public static Check MenuOption { get; } = Option(Plain(75));

    /// <summary>The options of checkboxes and radio buttons; their texts may be mrkdwn.</summary>
    public static Check BoxOption { get; } = Option(Markup(75), Markup(75));

    /// <summary>The options of overflow menus, which may be links.</summary>
    public static Check OverflowOption { get; } = Option(Plain(75), null, May("url", Url()));

    public static Check OptionGroup { get; } = Object(Need("label", Plain(75)), Need("options", List(MenuOption, 1, 100)));

    /// <summary>A plain_text object.</summary>
    public static Check Plain(int max) => TextObject(max, "plain_text");

    /// <summary>A plain_text or mrkdwn object.</summary>
    public static Check Markup(int max) => TextObject(max, "plain_text", "mrkdwn");

    private static Check Option(Check text, Check? description = null, params Member[] more) =>
        Object([Need("text", text), Need("value", Text(150)), May("description", description ?? Plain(75)), .. more]);

    private static Check TextObject(int max, params string[] types)
    {
        var shape = Object(Need("type", OneOf(types)), Need("text", Text(max)), May("emoji", Flag), May("verbatim", Flag));
        return (value, at, check) =>
        {
            shape(value, at, check);
            if (value.Text("type") == "plain_text" && value.Property("verbatim") is not null)
                check.Fail(at, "verbatim is for mrkdwn only");
            if (value.Text("type") == "mrkdwn" && value.Property("emoji") is not null)
                check.Fail(at, "emoji is for plain_text only");
            if (value.Text("text") is { } text)
                check.Read(text);
        };
    }
}
