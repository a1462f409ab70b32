using System.Text.Json;
using static IiqBot.FakeSlack.BlockKit.Shape;

namespace IiqBot.FakeSlack.BlockKit;

/// <summary>Tables and task cards.</summary>
internal static class Tables
{
    private const int MostCellCharacters = 20000;

    private static readonly Check Cell = Typed(
        "cell",
        type =>
            type switch
            {
                "raw_text" => Object(Need("type", Text(50)), Need("text", Text(3000))),
                "raw_number" => Object(Need("type", Text(50)), Need("value", Number), May("text", Text(3000))),
                "rich_text" => Blocks.Any("rich_text"),
                _ => null,
            }
    );

    public static Check Table { get; } =
        Both(
            Blocks.Block(
                Need("rows", List(List(Cell, 1, 20), 1, 100)),
                May("column_settings", List(Object(May("align", OneOf("left", "center", "right")), May("is_wrapped", Flag)), 0, 20))
            ),
            SameColumns,
            (table, at, check) =>
            {
                if (
                    table.Property("column_settings") is { ValueKind: JsonValueKind.Array } settings
                    && settings.GetArrayLength() != Columns(table).FirstOrDefault()
                )
                    check.Fail(at + "/column_settings", "does not match the number of columns");
            }
        );

    public static Check DataTable { get; } =
        Both(
            Blocks.Block(
                Need("rows", List(List(Cell, 1, 20), 2, 201)),
                May("caption", Text(3000)),
                May("page_size", Whole(1, 100)),
                May("row_header_column_index", Whole(0, 19))
            ),
            SameColumns,
            (table, at, check) =>
            {
                if (
                    table
                        .Items("rows")
                        .Where(r => r.ValueKind == JsonValueKind.Array)
                        .SelectMany(r => r.EnumerateArray())
                        .Sum(c => Length(c.Text("text") ?? "")) > MostCellCharacters
                )
                    check.Fail(at + "/rows", $"must hold less than {MostCellCharacters + 1} characters");
            }
        );

    public static Member[] Task { get; } =
    [
        Need("task_id", Text(255)),
        Need("title", Text(3000)),
        May("status", OneOf("pending", "in_progress", "complete", "error")),
        May("details", Typed("block", Blocks.Any)),
        May("output", Typed("block", Blocks.Any)),
        May("sources", List(Elements.Anywhere, 0, 100)),
    ];

    private static void SameColumns(JsonElement table, string at, BlockCheck check)
    {
        if (Columns(table).Distinct().Count() > 1)
            check.Fail(at + "/rows", "all rows must have the same number of columns");
    }

    private static IEnumerable<int> Columns(JsonElement table) =>
        table.Items("rows").Where(r => r.ValueKind == JsonValueKind.Array).Select(r => r.GetArrayLength());
}
