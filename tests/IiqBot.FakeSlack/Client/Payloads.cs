using System.Text.Json.Nodes;
using IiqBot.FakeSlack.Api;
using IiqBot.FakeSlack.World;

namespace IiqBot.FakeSlack.Client;

/// <summary>
/// Composes Slack's requests to the bot, with all documented members (docs.slack.dev/reference/interaction-payloads and slash commands).
/// </summary>
internal sealed class Payloads(FakeSlackOptions options, SlackWorld world, Triggers triggers, ResponseUrls responseUrls)
{
    /// <summary>The deprecated verification token. It proves nothing: only the signature does.</summary>
    private const string VerificationToken = "aMadeUpVerificationToken";

    public SlackRequest Command(FakePerson person, FakeChannel channel, string command, string text)
    {
        var form = new JsonObject
        {
            ["token"] = VerificationToken,
            ["team_id"] = person.Team.Id,
            ["team_domain"] = person.Team.Domain,
        };
        if (person.Team.EnterpriseId is { } enterprise)
            (form["enterprise_id"], form["enterprise_name"]) = (enterprise, "The district");
        form["channel_id"] = channel.Id;
        form["channel_name"] = channel.Kind is ChannelKind.Private or ChannelKind.Mpim ? "privategroup" : channel.Name;
        form["user_id"] = person.Id;
        form["user_name"] = person.Handle;
        form["command"] = command;
        form["text"] = text;
        form["api_app_id"] = options.AppId;
        form["is_enterprise_install"] = "false";
        form["response_url"] = responseUrls.Issue("commands", channel, person, null).AbsoluteUri;
        form["trigger_id"] = triggers.Issue(person, null);
        return new SlackRequest(SlackEndpoint.Commands, command, form) { Person = person, Channel = channel };
    }

    public SlackRequest ActionOn(FakePerson person, FakeMessage message, Control control, JsonNode? value)
    {
        var payload = Common("block_actions", person);
        OnMessage(payload, message);
        payload["trigger_id"] = triggers.Issue(person, null);
        payload["state"] = MessageState(message, control, value);
        payload["response_url"] = responseUrls.Issue("actions", message.Channel, person, message).AbsoluteUri;
        payload["actions"] = new JsonArray(control.ActionOf(value?.DeepClone(), world.NewStamp()));
        return new SlackRequest(SlackEndpoint.Interactions, "block_actions", payload)
        {
            Person = person,
            Channel = message.Channel,
            Message = message,
        };
    }

    /// <summary>
    /// A press on a preview. It names the message to which the preview is attached, which is somebody else's, and carries the preview
    /// instead of that message.
    /// </summary>
    public SlackRequest ActionOnPreview(FakePerson person, FakeMessage message, string url, Control control)
    {
        var id = message.Unfurls.Keys.ToList().IndexOf(url) + 1;
        var payload = Common("block_actions", person);
        payload["container"] = new JsonObject
        {
            ["type"] = "message_attachment",
            ["message_ts"] = message.Ts,
            ["attachment_id"] = id,
            ["channel_id"] = message.Channel.Id,
            ["is_ephemeral"] = false,
            ["is_app_unfurl"] = true,
            ["app_unfurl_url"] = url,
        };
        if (message.ThreadTs is { } thread)
            payload["container"]!["thread_ts"] = thread;
        payload["trigger_id"] = triggers.Issue(person, null);
        payload["channel"] = ChannelJson(message.Channel);
        var preview = message.Unfurls[url].ToNode()!.AsObject();
        (preview["id"], preview["app_id"], preview["bot_id"], preview["app_unfurl_url"], preview["is_app_unfurl"]) = (
            id,
            options.AppId,
            options.BotId,
            url,
            true
        );
        payload["app_unfurl"] = preview;
        payload["state"] = new JsonObject { ["values"] = new JsonObject() };
        // It can replace nothing of the bot's, because the message is not the bot's own.
        payload["response_url"] = responseUrls.Issue("actions", message.Channel, person, null).AbsoluteUri;
        payload["actions"] = new JsonArray(control.ActionOf(null, world.NewStamp()));
        return new SlackRequest(SlackEndpoint.Interactions, "block_actions", payload)
        {
            Person = person,
            Channel = message.Channel,
            Message = message,
        };
    }

    public SlackRequest ActionOn(FakeView view, Control control, JsonNode? value)
    {
        var payload = Common("block_actions", view.Person);
        payload["container"] = new JsonObject { ["type"] = "view", ["view_id"] = view.Id };
        payload["trigger_id"] = triggers.Issue(view.Person, view);
        payload["view"] = ViewJson.Of(view, options);
        payload["actions"] = new JsonArray(control.ActionOf(value?.DeepClone(), world.NewStamp()));
        return new SlackRequest(SlackEndpoint.Interactions, "block_actions", payload) { Person = view.Person, View = view };
    }

    public SlackRequest Submission(FakeView view)
    {
        var payload = Common("view_submission", view.Person);
        payload["trigger_id"] = triggers.Issue(view.Person, view);
        payload["view"] = ViewJson.Of(view, options);
        payload["response_urls"] = ChosenChannels(view);
        return new SlackRequest(SlackEndpoint.Interactions, "view_submission", payload) { Person = view.Person, View = view };
    }

    public SlackRequest Closed(FakeView view, bool isCleared)
    {
        var payload = Common("view_closed", view.Person);
        payload["view"] = ViewJson.Of(view, options);
        payload["is_cleared"] = isCleared;
        return new SlackRequest(SlackEndpoint.Interactions, "view_closed", payload) { Person = view.Person, View = view };
    }

    public SlackRequest Shortcut(FakePerson person, string callbackId)
    {
        var payload = Common("shortcut", person);
        payload["callback_id"] = callbackId;
        payload["trigger_id"] = triggers.Issue(person, null);
        payload["action_ts"] = world.NewStamp();
        return new SlackRequest(SlackEndpoint.Interactions, "shortcut", payload) { Person = person };
    }

    public SlackRequest MessageShortcut(FakePerson person, FakeMessage message, string callbackId)
    {
        var payload = Common("message_action", person);
        payload["callback_id"] = callbackId;
        payload["trigger_id"] = triggers.Issue(person, null);
        payload["response_url"] = responseUrls.Issue("actions", message.Channel, person, null).AbsoluteUri;
        payload["channel"] = ChannelJson(message.Channel);
        payload["message_ts"] = message.Ts;
        payload["message"] = MessageJson.Of(message, options);
        payload["action_ts"] = world.NewStamp();
        return new SlackRequest(SlackEndpoint.Interactions, "message_action", payload)
        {
            Person = person,
            Channel = message.Channel,
            Message = message,
        };
    }

    public SlackRequest Suggestion(FakePerson person, FakeMessage? message, FakeView? view, Control control, string typed)
    {
        var payload = Common("block_suggestion", person);
        payload["action_id"] = control.ActionId;
        payload["block_id"] = control.BlockId;
        payload["value"] = typed;
        if (view is not null)
        {
            payload["container"] = new JsonObject { ["type"] = "view", ["view_id"] = view.Id };
            payload["view"] = ViewJson.Of(view, options);
        }
        else
        {
            OnMessage(payload, message!);
        }

        return new SlackRequest(SlackEndpoint.Options, "block_suggestion", payload)
        {
            Person = person,
            View = view,
            Message = message,
        };
    }

    public SlackRequest Event(JsonObject inner, FakePerson? person, FakeChannel? channel)
    {
        var type = (string)inner["type"]!;
        inner["event_ts"] ??= world.NewStamp();
        return new SlackRequest(
            SlackEndpoint.Events,
            type,
            new JsonObject
            {
                ["token"] = VerificationToken,
                ["team_id"] = options.TeamId,
                ["context_team_id"] = options.TeamId,
                ["context_enterprise_id"] = world.Home.EnterpriseId,
                ["api_app_id"] = options.AppId,
                ["event"] = inner,
                ["type"] = "event_callback",
                ["event_id"] = "Ev" + world.NewId('E'),
                ["event_time"] = world.Now.ToUnixTimeSeconds(),
                ["authorizations"] = new JsonArray(
                    new JsonObject
                    {
                        ["enterprise_id"] = world.Home.EnterpriseId,
                        ["team_id"] = options.TeamId,
                        ["user_id"] = options.BotUserId,
                        ["is_bot"] = true,
                        ["is_enterprise_install"] = false,
                    }
                ),
                ["is_ext_shared_channel"] = channel?.IsShared ?? false,
                ["event_context"] = "4-" + Guid.NewGuid().ToString("n"),
            }
        )
        {
            Person = person,
            Channel = channel,
        };
    }

    public SlackRequest RateLimited() =>
        new(
            SlackEndpoint.Events,
            "app_rate_limited",
            new JsonObject
            {
                ["token"] = VerificationToken,
                ["type"] = "app_rate_limited",
                ["team_id"] = options.TeamId,
                ["minute_rate_limited"] = world.Now.ToUnixTimeSeconds() / 60 * 60,
                ["api_app_id"] = options.AppId,
            }
        );

    public static SlackRequest UrlVerification() =>
        new(
            SlackEndpoint.Events,
            "url_verification",
            new JsonObject
            {
                ["token"] = VerificationToken,
                ["challenge"] = Guid.NewGuid().ToString("n"),
                ["type"] = "url_verification",
            }
        );

    public static SlackRequest SslCheck(SlackEndpoint endpoint) =>
        new(endpoint, "ssl_check", new JsonObject { ["ssl_check"] = "1", ["token"] = VerificationToken });

    private void OnMessage(JsonObject payload, FakeMessage message)
    {
        payload["container"] = new JsonObject
        {
            ["type"] = "message",
            ["message_ts"] = message.Ts,
            ["channel_id"] = message.Channel.Id,
            ["is_ephemeral"] = message.IsEphemeral,
        };
        if (message.ThreadTs is { } thread)
            payload["container"]!["thread_ts"] = thread;
        payload["channel"] = ChannelJson(message.Channel);
        // Slack does not store ephemeral messages, so it cannot include them.
        if (!message.IsEphemeral)
            payload["message"] = MessageJson.Of(message, options);
    }

    /// <summary>A response URL for each conversation chosen in an input with <c>response_url_enabled</c>.</summary>
    private JsonArray ChosenChannels(FakeView view) =>
        [
            .. from control in Controls.All(view.Content)
            where control.Element.IsTrue("response_url_enabled")
            let channel = world.Channel((string?)view.Entered(control))
            where channel is not null
            select new JsonObject
            {
                ["block_id"] = control.BlockId,
                ["action_id"] = control.ActionId,
                ["channel_id"] = channel.Id,
                ["response_url"] = responseUrls.Issue("actions", channel, view.Person, null).AbsoluteUri,
            },
        ];

    private static JsonObject MessageState(FakeMessage message, Control used, JsonNode? value)
    {
        var values = new JsonObject();
        foreach (var control in Controls.All(message.Content).Where(c => c.HasState))
        {
            if (values[control.BlockId] is not JsonObject block)
                values[control.BlockId] = block = [];
            var isUsed = control.BlockId == used.BlockId && control.ActionId == used.ActionId;
            block[control.ActionId] = control.StateOf(isUsed ? value?.DeepClone() : control.InitialValue());
        }

        return new JsonObject { ["values"] = values };
    }

    private JsonObject Common(string type, FakePerson person)
    {
        var team = new JsonObject { ["id"] = options.TeamId, ["domain"] = options.TeamDomain };
        var payload = new JsonObject
        {
            ["type"] = type,
            ["token"] = VerificationToken,
            ["api_app_id"] = options.AppId,
            ["team"] = team,
            ["user"] = new JsonObject
            {
                ["id"] = person.Id,
                ["username"] = person.Handle,
                ["name"] = person.Handle,
                ["team_id"] = person.Team.Id,
            },
            ["enterprise"] = null,
            ["is_enterprise_install"] = false,
        };
        if (world.Home.EnterpriseId is { } enterprise)
        {
            (team["enterprise_id"], team["enterprise_name"]) = (enterprise, "The district");
            payload["enterprise"] = new JsonObject { ["id"] = enterprise, ["name"] = "The district" };
        }

        return payload;
    }

    private static JsonObject ChannelJson(FakeChannel channel) =>
        new() { ["id"] = channel.Id, ["name"] = channel.Kind is ChannelKind.Private or ChannelKind.Mpim ? "privategroup" : channel.Name };
}
