using System.Text;
using System.Text.Json;
using static IiqBot.FakeSlack.BlockKit.Compositions;
using static IiqBot.FakeSlack.BlockKit.Shape;

namespace IiqBot.FakeSlack.BlockKit;

/// <summary>The rules of views (docs.slack.dev/reference/views and views.open).</summary>
internal static class ViewRules
{
    /// <summary>Largest view, in bytes of UTF-8.</summary>
    public const int MostBytes = 250_000;

    private static readonly Member[] Common =
    [
        Need("type", Text(50)),
        Need("blocks", List(Blocks.Top, 1, 100)),
        May("private_metadata", Text(3000, min: 0)),
        May("callback_id", Text(255, min: 0)),
        May("external_id", Text(255, min: 0)),
    ];

    private static readonly Check Modal = Both(
        Object([
            .. Common,
            Need("title", Plain(24)),
            May("submit", Plain(24)),
            May("close", Plain(24)),
            May("clear_on_close", Flag),
            May("notify_on_close", Flag),
            May("submit_disabled", Flag),
        ]),
        (view, at, check) =>
        {
            if (check.HasInput && view.Property("submit") is null)
                check.Fail(at, "missing required field: submit, as there are input blocks");
        }
    );

    private static readonly Check Home = Object(Common);

    /// <summary>Checks a view for the given surface.</summary>
    public static Verdict Check(JsonElement view, Surface surface)
    {
        if (Encoding.UTF8.GetByteCount(view.GetRawText()) > MostBytes)
            return Verdict.Bad("view_too_large");
        var check = new BlockCheck(surface);
        var type = view.Text("type");
        if (type != (surface == Surface.Home ? "home" : "modal"))
            check.Fail("/view/type", $"{type ?? "(none)"} is no view for here");
        else
            (surface == Surface.Home ? Home : Modal)(view, "/view", check);
        return check.Errors.Count > 0 ? Verdict.Bad("invalid_arguments", check.Errors) : Verdict.Good;
    }
}
