using static IiqBot.FakeSlack.BlockKit.Shape;

namespace IiqBot.FakeSlack.BlockKit;

/// <summary>The parts of a rich_text block (docs.slack.dev/reference/block-kit/blocks/rich-text-block).</summary>
internal static class RichText
{
    private static readonly Check Style = Object(
        May("bold", Flag),
        May("italic", Flag),
        May("strike", Flag),
        May("code", Flag),
        May("underline", Flag),
        May("highlight", Flag),
        May("client_highlight", Flag),
        May("unlink", Flag)
    );

    private static readonly Dictionary<string, Check> Inline = new(StringComparer.Ordinal)
    {
        ["text"] = Both(Piece(Need("text", Text(12000))), (piece, _, check) => check.Read(piece.Text("text") ?? "")),
        ["link"] = Piece(Need("url", Url()), May("text", Text(3000, min: 0)), May("unsafe", Flag)),
        ["emoji"] = Piece(Need("name", Text(100)), May("unicode", Text(100))),
        ["user"] = Piece(Need("user_id", Text(50))),
        ["usergroup"] = Piece(Need("usergroup_id", Text(50))),
        ["channel"] = Piece(Need("channel_id", Text(50))),
        ["broadcast"] = Piece(Need("range", OneOf("here", "channel", "everyone"))),
        ["color"] = Piece(Need("value", Text(20))),
        ["date"] = Piece(
            Need("timestamp", Whole(0, int.MaxValue)),
            Need("format", Text(200)),
            May("url", Url()),
            May("fallback", Text(3000))
        ),
    };

    private static readonly Check Pieces = List(Typed("rich text element", type => Inline.GetValueOrDefault(type)), 0, 1000);

    private static readonly Check Section = Part(Need("elements", Pieces));

    private static readonly Dictionary<string, Check> Containers = new(StringComparer.Ordinal)
    {
        ["rich_text_section"] = Section,
        ["rich_text_quote"] = Part(Need("elements", Pieces), Border),
        ["rich_text_preformatted"] = Part(Need("elements", Pieces), Border, May("language", Text(50))),
        ["rich_text_list"] = Part(
            Need("style", OneOf("bullet", "ordered")),
            Need("elements", List(Section, 1, 1000)),
            May("indent", Whole(0, 8)),
            May("offset", Whole(0, 10000)),
            Border
        ),
    };

    public static Check Container { get; } = Typed("rich text", type => Containers.GetValueOrDefault(type));

    public static Check AnyPart { get; } = Typed("rich text", type => Containers.GetValueOrDefault(type) ?? Inline.GetValueOrDefault(type));

    private static Member Border => May("border", Whole(0, 10));

    private static Check Piece(params Member[] members) => Object([Need("type", Text(50)), May("style", Style), .. members]);

    private static Check Part(params Member[] members) => Object([Need("type", Text(50)), .. members]);
}
