using System.Text.Json.Nodes;

namespace IiqBot.FakeSlack.Api;

/// <summary>Views as Slack writes them into answers and payloads.</summary>
internal static class ViewJson
{
    public static JsonObject Of(FakeView view, FakeSlackOptions options)
    {
        var json = (JsonObject)view.Content.ToNode()!;
        json["id"] = view.Id;
        json["team_id"] = options.TeamId;
        json["state"] = view.State();
        json["hash"] = view.Hash;
        json["private_metadata"] ??= "";
        json["callback_id"] ??= "";
        json["external_id"] ??= "";
        json["clear_on_close"] ??= false;
        json["notify_on_close"] ??= false;
        foreach (var name in new[] { "title", "submit", "close" })
            json.TryAdd(name, null);
        json["previous_view_id"] = view.Previous?.Id;
        json["root_view_id"] = view.Root.Id;
        json["app_id"] = options.AppId;
        json["app_installed_team_id"] = options.TeamId;
        json["bot_id"] = options.BotId;
        return json;
    }
}
