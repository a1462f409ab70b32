using System.Text.Json.Nodes;
using IiqBot.FakeSlack.World;

namespace IiqBot.FakeSlack.Api;

/// <summary>Methods about the app and its workspace.</summary>
internal sealed class AppMethods(FakeSlackOptions options, SlackWorld world)
{
    public IEnumerable<ApiMethod> All =>
    [
        new("auth.test", [], ApiMethod.Special, [], _ => Test()),
        new("team.info", ["team:read"], ApiMethod.Tier3, ["team"], _ => Team()) { TakesJson = false },
        new("bots.info", ["users:read"], ApiMethod.Tier3, ["bot"], Bot) { TakesJson = false },
    ];

    private ApiAnswer Test() => ApiAnswer.Ok(new JsonObject
    {
        ["url"] = $"https://{options.TeamDomain}.slack.com/",
        ["team"] = options.TeamDomain,
        ["user"] = options.App.Name,
        ["team_id"] = options.TeamId,
        ["user_id"] = options.BotUserId,
        ["bot_id"] = options.BotId,
        ["enterprise_id"] = world.Home.EnterpriseId,
        ["is_enterprise_install"] = false,
    });

    private ApiAnswer Team() => ApiAnswer.Ok(new JsonObject
    {
        ["team"] = new JsonObject
        {
            ["id"] = options.TeamId,
            ["name"] = options.TeamDomain,
            ["domain"] = options.TeamDomain,
            ["enterprise_id"] = world.Home.EnterpriseId,
        },
    });

    private ApiAnswer Bot(ApiCall call) => call.Text("bot") == options.BotId
        ? ApiAnswer.Ok(new JsonObject
        {
            ["bot"] = new JsonObject { ["id"] = options.BotId, ["app_id"] = options.AppId, ["user_id"] = options.BotUserId, ["name"] = options.App.Name },
        })
        : ApiAnswer.Refused("bot_not_found");
}
