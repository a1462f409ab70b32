using System.Globalization;
using System.Text.Json.Nodes;
using IiqBot.FakeSlack.World;

namespace IiqBot.FakeSlack.Api;

/// <summary>conversations.* (docs.slack.dev/reference/methods/conversations.open and its neighbours).</summary>
internal sealed class ConversationMethods(FakeSlackOptions options, SlackWorld world, ChannelAccess access, Tokens tokens)
{
    private static readonly string[] Reading = ["channels:read", "groups:read", "im:read", "mpim:read"];

    public IEnumerable<ApiMethod> All =>
        [
            new(
                "conversations.open",
                ["im:write", "mpim:write"],
                ApiMethod.Tier3,
                ["users", "channel", "return_im", "prevent_creation"],
                Open
            ),
            new("conversations.info", Reading, ApiMethod.Tier3, ["channel", "include_locale", "include_num_members"], Info)
            {
                TakesJson = false,
            },
            new("conversations.members", Reading, ApiMethod.Tier4, ["channel", "cursor", "limit"], Members) { TakesJson = false },
        ];

    private ApiAnswer Open(ApiCall call)
    {
        if (call.Text("channel") is { } id)
            return access.Visible(id) is { } known ? Opened(known, true, call) : ApiAnswer.Refused("channel_not_found");
        var ids = (call.Text("users") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (ids.Length == 0)
            return ApiAnswer.Wrong("users_list_not_supplied", "users or channel must be given.");
        if (ids.Length > 8)
            return ApiAnswer.Wrong("too_many_users", "at most 8 people fit.");
        FakePerson?[] people = [.. ids.Select(world.Person)];
        if (Array.Exists(people, p => p is null))
            return ApiAnswer.Refused("user_not_found");
        if (Array.Exists(people, p => p!.IsDeleted))
            return ApiAnswer.Refused("user_disabled");
        if (Array.Exists(people, p => p!.Kind == PersonKind.Bot))
            return ApiAnswer.Refused("cannot_dm_bot");
        if (people.Length > 1)
        {
            return options.App.Scopes.Contains("mpim:write")
                ? Opened(world.AddChannel("mpdm", ChannelKind.Mpim, people!), false, call)
                : tokens.MissingScope(["mpim:write"]);
        }

        if (!options.App.Scopes.Contains("im:write"))
            return tokens.MissingScope(["im:write"]);
        var (channel, wasOpen) = world.Direct(people[0]!);
        return Opened(channel, wasOpen, call);
    }

    private ApiAnswer Info(ApiCall call)
    {
        var (channel, refused) = Readable(call);
        if (refused is not null)
            return refused;
        return ApiAnswer.Ok(new JsonObject { ["channel"] = ChannelJson(channel) });
    }

    private ApiAnswer Members(ApiCall call)
    {
        var (channel, refused) = Readable(call);
        if (refused is not null)
            return refused;
        var limit = int.TryParse(call.Text("limit"), CultureInfo.InvariantCulture, out var asked) ? asked : 100;
        if (limit is < 1 or > 1000)
            return ApiAnswer.Wrong("invalid_limit", "limit is from 1 to 1000.");
        var cursor = call.Text("cursor");
        if (!int.TryParse(string.IsNullOrEmpty(cursor) ? "0" : cursor, CultureInfo.InvariantCulture, out var start))
            return ApiAnswer.Wrong("invalid_cursor", "nobody gave that cursor out.");
        string[] all = [.. channel.Members.Select(m => m.Id), .. channel.HasBot ? [options.BotUserId] : Array.Empty<string>()];
        var next = start + limit < all.Length ? (start + limit).ToString(CultureInfo.InvariantCulture) : "";
        return ApiAnswer.Ok(
            new JsonObject
            {
                ["members"] = new JsonArray([.. all.Skip(start).Take(limit).Select(id => (JsonNode)id)]),
                ["response_metadata"] = new JsonObject { ["next_cursor"] = next },
            }
        );
    }

    /// <summary>A conversation of a kind the token may read.</summary>
    private (FakeChannel Channel, ApiAnswer? Refused) Readable(ApiCall call)
    {
        if (call.Text("channel") is not { } id)
            return (null!, ApiAnswer.Missing("channel"));
        if (access.Visible(id) is not { } channel)
            return (null!, ApiAnswer.Refused("channel_not_found"));
        var scope = channel.Kind switch
        {
            ChannelKind.Public => "channels:read",
            ChannelKind.Private => "groups:read",
            ChannelKind.Im => "im:read",
            _ => "mpim:read",
        };
        return (channel, options.App.Scopes.Contains(scope) ? null : tokens.MissingScope([scope]));
    }

    private static ApiAnswer Opened(FakeChannel channel, bool wasOpen, ApiCall call)
    {
        var body = new JsonObject { ["channel"] = call.Flag("return_im") ? ChannelJson(channel) : new JsonObject { ["id"] = channel.Id } };
        if (wasOpen)
            (body["no_op"], body["already_open"]) = (true, true);
        return ApiAnswer.Ok(body);
    }

    private static JsonObject ChannelJson(FakeChannel channel)
    {
        var json = new JsonObject
        {
            ["id"] = channel.Id,
            ["is_channel"] = channel.Kind == ChannelKind.Public,
            ["is_group"] = channel.Kind == ChannelKind.Private,
            ["is_im"] = channel.Kind == ChannelKind.Im,
            ["is_mpim"] = channel.Kind == ChannelKind.Mpim,
            ["is_private"] = channel.Kind != ChannelKind.Public,
            ["is_archived"] = channel.IsArchived,
            ["is_ext_shared"] = channel.IsShared,
            ["is_shared"] = channel.IsShared,
            ["is_member"] = channel.HasBot,
        };
        if (channel.Kind == ChannelKind.Im)
            json["user"] = channel.Members[0].Id;
        else
            json["name"] = channel.Name;
        return json;
    }
}
