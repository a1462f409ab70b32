using System.Text.Json.Nodes;
using IiqBot.FakeSlack.World;

namespace IiqBot.FakeSlack.Api;

/// <summary>users.* (docs.slack.dev/reference/methods/users.info and users.lookupByEmail).</summary>
internal sealed class PeopleMethods(FakeSlackOptions options, SlackWorld world)
{
    public IEnumerable<ApiMethod> All =>
        [
            new("users.info", ["users:read"], ApiMethod.Tier4, ["user", "include_locale"], Info) { TakesJson = false },
            new("users.lookupByEmail", ["users:read.email"], ApiMethod.Tier3, ["email"], LookUp) { TakesJson = false },
        ];

    private ApiAnswer Info(ApiCall call)
    {
        if (call.Text("user") is not { } id)
            return ApiAnswer.Missing("user");
        if (id == options.BotUserId)
            return ApiAnswer.Ok(new JsonObject { ["user"] = BotJson() });
        return world.Person(id) is { } person
            ? ApiAnswer.Ok(new JsonObject { ["user"] = PersonJson(person, call.Flag("include_locale")) })
            : ApiAnswer.Refused("user_not_found");
    }

    private ApiAnswer LookUp(ApiCall call)
    {
        if (call.Text("email") is not { } email)
            return ApiAnswer.Missing("email");
        return world.PersonByEmail(email) is { IsDeleted: false } person && person.Team == world.Home
            ? ApiAnswer.Ok(new JsonObject { ["user"] = PersonJson(person, withLocale: false) })
            : ApiAnswer.Refused("users_not_found");
    }

    private JsonObject PersonJson(FakePerson person, bool withLocale)
    {
        var isForeign = person.Team != world.Home;
        var isStranger = isForeign && !world.SharesChannel(person);
        var profile = new JsonObject
        {
            ["real_name"] = person.Name,
            ["display_name"] = person.Handle,
            ["team"] = person.Team.Id,
        };
        if (person.Email is { } email && !isStranger && options.App.Scopes.Contains("users:read.email"))
            profile["email"] = email;
        var user = new JsonObject
        {
            ["id"] = person.Id,
            ["team_id"] = person.Team.Id,
            ["name"] = person.Handle,
            ["deleted"] = person.IsDeleted,
            ["profile"] = profile,
            ["is_bot"] = person.Kind == PersonKind.Bot,
            ["is_app_user"] = false,
            ["updated"] = 1_700_000_000,
        };
        if (isForeign)
            user["is_stranger"] = isStranger;
        if (withLocale)
            user["locale"] = person.Locale;
        // Slack returns less about deactivated accounts.
        if (person.IsDeleted)
            return user;
        user["real_name"] = person.Name;
        user["tz"] = person.TimeZone;
        user["tz_offset"] = (int)TimeZoneInfo.FindSystemTimeZoneById(person.TimeZone).GetUtcOffset(world.Now).TotalSeconds;
        user["is_admin"] = false;
        user["is_owner"] = false;
        user["is_primary_owner"] = false;
        user["is_restricted"] = person.Kind is PersonKind.Guest or PersonKind.SingleChannelGuest;
        user["is_ultra_restricted"] = person.Kind == PersonKind.SingleChannelGuest;
        user["is_email_confirmed"] = person.IsEmailConfirmed;
        return user;
    }

    private JsonObject BotJson() =>
        new()
        {
            ["id"] = options.BotUserId,
            ["team_id"] = options.TeamId,
            ["name"] = options.App.Name,
            ["deleted"] = false,
            ["profile"] = new JsonObject
            {
                ["real_name"] = options.App.Name,
                ["bot_id"] = options.BotId,
                ["api_app_id"] = options.AppId,
            },
            ["is_bot"] = true,
            ["is_app_user"] = false,
        };
}
