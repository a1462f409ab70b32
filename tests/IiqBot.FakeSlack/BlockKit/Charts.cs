using System.Text.Json;
using static IiqBot.FakeSlack.BlockKit.Shape;

namespace IiqBot.FakeSlack.BlockKit;

/// <summary>Charts (docs.slack.dev/reference/block-kit/blocks/data-visualization-block).</summary>
internal static class Charts
{
    private static readonly Check Segment = Object(Need("label", Text(20)), Need("value", Positive));

    private static readonly Check Series = Object(
        Need("name", Text(20)),
        Need("data", List(Object(Need("label", Text(20)), Need("value", Number)), 1, 20))
    );

    private static readonly Check Axis = Object(
        Need("categories", List(Text(20), 1, 20)),
        May("x_label", Text(50)),
        May("y_label", Text(50))
    );

    private static readonly Check Graph = Object(Need("type", Text(50)), Need("series", List(Series, 1, 12)), Need("axis_config", Axis));

    public static Check DataVisualization { get; } =
        Blocks.Block(
            Need("title", Text(50)),
            Need(
                "chart",
                Typed(
                    "chart",
                    type =>
                        type switch
                        {
                            "pie" => Object(Need("type", Text(50)), Need("segments", List(Segment, 1, 12))),
                            "area" or "bar" or "line" => Graph,
                            _ => null,
                        }
                )
            )
        );

    private static void Positive(JsonElement value, string at, BlockCheck check)
    {
        if (value.ValueKind != JsonValueKind.Number || value.GetDouble() <= 0)
            check.Fail(at, "must be a number above 0");
    }
}
