using System.Globalization;
using System.Text.Json.Nodes;
using IiqBot.FakeSlack.World;

namespace IiqBot.FakeSlack.Api;

/// <summary>Methods about the app and its workspace.</summary>
internal sealed class AppMethods(FakeSlackOptions options, SlackWorld world)
{
    public IEnumerable<ApiMethod> All =>
        [
            new("auth.test", [], ApiMethod.Special, [], _ => Test()),
            new("auth.teams.list", [], ApiMethod.Tier2, ["limit", "cursor", "include_icon"], Teams) { TakesJson = false },
            new("team.info", ["team:read"], ApiMethod.Tier3, ["team"], _ => Team()) { TakesJson = false },
            new("bots.info", ["users:read"], ApiMethod.Tier3, ["bot"], Bot) { TakesJson = false },
        ];

    private ApiAnswer Test() =>
        ApiAnswer.Ok(
            new JsonObject
            {
                ["url"] = $"https://{options.TeamDomain}.slack.com/",
                ["team"] = options.TeamDomain,
                ["user"] = options.App.Name,
                ["team_id"] = options.IsOrganizationWide ? world.Home.EnterpriseId : options.TeamId,
                ["user_id"] = options.BotUserId,
                ["bot_id"] = options.BotId,
                ["enterprise_id"] = world.Home.EnterpriseId,
                ["is_enterprise_install"] = options.IsOrganizationWide,
            }
        );

    private ApiAnswer Teams(ApiCall call)
    {
        if (!options.IsOrganizationWide)
            return ApiAnswer.Refused("not_allowed_token_type");
        // One page each, however many the caller allows, because Slack may return fewer, too.
        var all = options.Workspaces ?? [options.TeamId];
        var at = call.Text("cursor") is { } cursor ? int.Parse(cursor, CultureInfo.InvariantCulture) : 0;
        return ApiAnswer.Ok(
            new JsonObject
            {
                ["teams"] = new JsonArray(new JsonObject { ["id"] = all[at], ["name"] = all[at] }),
                ["response_metadata"] = new JsonObject
                {
                    ["next_cursor"] = at + 1 < all.Count ? (at + 1).ToString(CultureInfo.InvariantCulture) : "",
                },
            }
        );
    }

    private ApiAnswer Team() =>
        ApiAnswer.Ok(
            new JsonObject
            {
                ["team"] = new JsonObject
                {
                    ["id"] = options.TeamId,
                    ["name"] = options.TeamDomain,
                    ["domain"] = options.TeamDomain,
                    ["enterprise_id"] = world.Home.EnterpriseId,
                },
            }
        );

    private ApiAnswer Bot(ApiCall call) =>
        call.Text("bot") == options.BotId
            ? ApiAnswer.Ok(
                new JsonObject
                {
                    ["bot"] = new JsonObject
                    {
                        ["id"] = options.BotId,
                        ["app_id"] = options.AppId,
                        ["user_id"] = options.BotUserId,
                        ["name"] = options.App.Name,
                    },
                }
            )
            : ApiAnswer.Refused("bot_not_found");
}
