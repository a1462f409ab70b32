using System.Text.Json;
using System.Text.Json.Nodes;
using IiqBot.FakeSlack.BlockKit;

namespace IiqBot.FakeSlack.Api;

/// <summary>chat.unfurl: link previews (docs.slack.dev/reference/methods/chat.unfurl).</summary>
internal sealed class UnfurlMethod(
    FakeSlackOptions options,
    ChannelAccess access,
    SecretRules secrets,
    ViolationList violations,
    ChangeSignal changes
)
{
    private readonly Dictionary<string, FakeMessage> _byUnfurlId = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public ApiMethod Method =>
        new(
            "chat.unfurl",
            ["links:write"],
            ApiMethod.Tier3,
            [
                "channel",
                "ts",
                "unfurls",
                "unfurl_id",
                "source",
                "user_auth_message",
                "user_auth_required",
                "user_auth_url",
                "user_auth_blocks",
            ],
            Unfurl
        );

    /// <summary>A new id with which a message's links can be unfurled.</summary>
    public string Offer(FakeMessage message)
    {
        lock (_gate)
        {
            var id = $"{message.Channel.Id}.{message.Ts}.{Guid.NewGuid():n}";
            _byUnfurlId[id] = message;
            return id;
        }
    }

    private ApiAnswer Unfurl(ApiCall call)
    {
        var (message, refused) = Target(call);
        if (refused is not null)
            return refused;
        if (call.Json("unfurls") is not { } unfurls)
            return ApiAnswer.Wrong("missing_unfurls", "there are no unfurls.");
        if (unfurls.ValueKind != JsonValueKind.Object)
            return ApiAnswer.Wrong("invalid_unfurls_format", "unfurls is no map from URL to preview.");
        foreach (var unfurl in unfurls.EnumerateObject())
        {
            if (!IsOurs(unfurl.Name) || !message.Text.Contains(unfurl.Name, StringComparison.Ordinal))
                return ApiAnswer.Wrong("cannot_unfurl_url", $"{unfurl.Name} is not in the message, or its domain is not the app's.");
            var errors = MessageRules.CheckAttachment(unfurl.Value, $"/unfurls/{unfurl.Name}");
            if (errors.Count > 0)
                return ApiAnswer.Wrong("cannot_parse_attachment", "a preview breaks the rules.", errors);
            // The bot never mentions anybody, so a mention can only be a person's unescaped text.
            if (Mentions.In(unfurl.Value).FirstOrDefault() is { } mention)
                violations.Add($"a preview mentions somebody: {mention}");
        }

        secrets.Check(call.Method, message.Channel, unfurls);
        foreach (var unfurl in unfurls.EnumerateObject())
            message.Unfurl(unfurl.Name, Completed.Of(unfurl.Value));
        changes.Raise();
        return ApiAnswer.Ok(new JsonObject());
    }

    /// <summary>Whether a link is in one of the app's domains, or below one.</summary>
    public bool IsOurs(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var link)
        && options.App.UnfurlDomains.Any(domain =>
            link.Host == domain || link.Host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase)
        );

    private (FakeMessage Message, ApiAnswer? Refused) Target(ApiCall call)
    {
        if (call.Text("unfurl_id") is { } unfurlId)
        {
            if (call.Text("source") is not ("composer" or "conversations_history"))
                return (null!, ApiAnswer.Wrong("missing_source", "unfurl_id needs source."));
            lock (_gate)
            {
                return _byUnfurlId.TryGetValue(unfurlId, out var offered)
                    ? (offered, null)
                    : (null!, ApiAnswer.Wrong("invalid_unfurl_id", "nobody gave that unfurl_id out."));
            }
        }

        if (call.Text("channel") is not { } channelId)
            return (null!, ApiAnswer.Wrong("missing_channel", "there is neither channel and ts nor unfurl_id."));
        if (call.Text("ts") is not { } ts)
            return (null!, ApiAnswer.Wrong("missing_ts", "there is no ts."));
        if (access.Visible(channelId) is not { } channel)
            return (null!, ApiAnswer.Refused("cannot_find_channel"));
        return channel.Find(ts) is { } message ? (message, null) : (null!, ApiAnswer.Refused("cannot_find_message"));
    }
}
