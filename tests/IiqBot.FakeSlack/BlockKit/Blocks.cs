using System.Text.Json;
using static IiqBot.FakeSlack.BlockKit.Compositions;
using static IiqBot.FakeSlack.BlockKit.Shape;

namespace IiqBot.FakeSlack.BlockKit;

/// <summary>The blocks (docs.slack.dev/reference/block-kit/blocks) and the surfaces each may be shown on.</summary>
internal static class Blocks
{
    private static readonly Surface[] Everywhere = [Surface.Message, Surface.Modal, Surface.Home];
    private static readonly Surface[] Messages = [Surface.Message];

    private static readonly Dictionary<string, (Surface[] On, Check Shape)> Known = new(StringComparer.Ordinal)
    {
        ["actions"] = (Everywhere, Block(Need("elements", List(Elements.In("actions"), 1, 25)))),
        ["alert"] = (
            [Surface.Modal],
            Block(Need("text", Markup(200)), May("level", OneOf("default", "info", "warning", "error", "success")))
        ),
        ["context"] = (Everywhere, Block(Need("elements", List(ContextElement, 1, 10)))),
        ["context_actions"] = (Messages, Block(Need("elements", List(Elements.In("context_actions"), 1, 5)))),
        ["divider"] = (Everywhere, Block()),
        ["file"] = (Messages, Block(Need("external_id", Text(255)), Need("source", OneOf("remote")))),
        ["header"] = (Everywhere, Block(Need("text", Plain(150)))),
        ["image"] = (
            Everywhere,
            Both(
                Block(Need("alt_text", Text(2000)), May("image_url", Url()), May("slack_file", SlackFile), May("title", Plain(2000))),
                ExactlyOne("image_url", "slack_file")
            )
        ),
        ["input"] = (
            Everywhere,
            Block(
                Need("label", Plain(2000)),
                Need("element", Elements.In("input")),
                May("dispatch_action", Flag),
                May("hint", Plain(2000)),
                May("optional", Flag)
            )
        ),
        ["markdown"] = (Messages, Both(Block(Need("text", Text(12000))), (block, _, check) => check.Read(block.Text("text") ?? ""))),
        ["rich_text"] = (Everywhere, Block(Need("elements", List(RichText.Container, 1, 100)))),
        ["section"] = (
            Everywhere,
            Both(
                Block(
                    May("text", Markup(3000)),
                    May("fields", List(Markup(2000), 1, 10)),
                    May("accessory", Elements.In("section")),
                    May("expand", Flag)
                ),
                (block, at, check) =>
                {
                    if (block.Property("text") is null && block.Property("fields") is null)
                        check.Fail(at, "missing required field: text or fields");
                }
            )
        ),
        ["video"] = (
            Everywhere,
            Block(
                Need("alt_text", Text(200)),
                Need("title", Plain(200)),
                Need("thumbnail_url", Url()),
                Need("video_url", Url()),
                May("title_url", Url()),
                May("author_name", Text(50)),
                May("description", Plain(200)),
                May("provider_icon_url", Url()),
                May("provider_name", Text(50))
            )
        ),
        ["card"] = (
            Messages,
            Both(
                Block(
                    May("hero_image", ImageElement),
                    May("icon", ImageElement),
                    May("slack_icon", Object(Need("type", OneOf("icon")), Need("name", Text(50)))),
                    May("title", Markup(150)),
                    May("subtitle", Markup(150)),
                    May("body", Markup(200)),
                    May("subtext", Markup(200)),
                    May("actions", List(Elements.In("card"), 1, 3))
                ),
                (block, at, check) =>
                {
                    if (!new[] { "hero_image", "title", "body", "actions" }.Any(name => block.Property(name) is not null))
                        check.Fail(at, "a card needs a hero_image, a title, a body or actions");
                }
            )
        ),
        ["carousel"] = (
            Messages,
            Block(Need("elements", List(Typed("carousel element", type => type == "card" ? Any("card") : null), 1, 10)))
        ),
        ["container"] = (
            Messages,
            Block(
                Need("title", Plain(150)),
                May("subtitle", Markup(150)),
                May("icon", ImageElement),
                Need("child_blocks", List(Typed("block", Any), 1, 10)),
                May("width", OneOf("narrow", "standard", "wide", "full")),
                May("is_collapsible", Flag),
                May("default_collapsed", Flag),
                May("has_header_divider", Flag)
            )
        ),
        ["plan"] = (Messages, Block(Need("title", Text(3000)), May("tasks", List(Object(Tables.Task), 0, 100)))),
        ["task_card"] = (Messages, Object([Need("type", Text(50)), May("block_id", Text(255)), .. Tables.Task])),
        ["table"] = (Messages, Tables.Table),
        ["data_table"] = (Messages, Tables.DataTable),
        ["data_visualization"] = (Messages, Charts.DataVisualization),
    };

    /// <summary>An image inside a block.</summary>
    public static Check ImageElement =>
        Both(
            Object(Need("type", OneOf("image")), Need("alt_text", Text(2000)), May("image_url", Url()), May("slack_file", SlackFile)),
            ExactlyOne("image_url", "slack_file")
        );

    private static Check ContextElement =>
        Typed(
            "context element",
            type =>
                type switch
                {
                    "image" => Elements.In("context"),
                    "plain_text" or "mrkdwn" => Markup(3000),
                    _ => null,
                }
        );

    /// <summary>A block at the top of a message or view.</summary>
    public static void Top(JsonElement block, string at, BlockCheck check)
    {
        check.Begin(block, at);
        if (block.Text("type") is not { } type || !Known.TryGetValue(type, out var known))
        {
            check.Fail(at, $"unsupported block type: {block.Text("type") ?? "(none)"}");
            return;
        }

        if (!known.On.Contains(check.Surface))
            check.Fail(at, $"a block of type {type} cannot be shown in a {check.Surface.ToString().ToLowerInvariant()}");
        known.Shape(block, at, check);
    }

    /// <summary>The shape of a block of this type, anywhere; null if there is no such type.</summary>
    public static Check? Any(string type) => Known.TryGetValue(type, out var known) ? known.Shape : null;

    public static Check Block(params Member[] members) => Object([Need("type", Text(50)), May("block_id", Text(255)), .. members]);
}
