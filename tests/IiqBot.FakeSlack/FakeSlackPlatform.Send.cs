using System.Globalization;
using System.Text.Json.Nodes;
using IiqBot.FakeSlack.Api;
using IiqBot.FakeSlack.Client;

namespace IiqBot.FakeSlack;

/// <content>Requests to the bot.</content>
public sealed partial class FakeSlackPlatform
{
    /// <summary>How many events Slack will retry.</summary>
    public int PendingRetries => _retries.Count;

    /// <summary>Sends a request as Slack does, judges the acknowledgement and carries it out.</summary>
    public async Task<BotAnswer> SendAsync(SlackRequest request, CancellationToken cancellationToken = default)
    {
        var answer = await _bot.DeliverAsync(request, SlackSignature.Valid, cancellationToken);
        _acknowledgements.Take(answer);
        _retries.Note(answer);
        return answer;
    }

    /// <summary>Sends the retries that are due by the fake's clock: at once, a minute and five minutes after each failure.</summary>
    public async Task<IReadOnlyList<BotAnswer>> RetryDueAsync(CancellationToken cancellationToken = default)
    {
        var answers = new List<BotAnswer>();
        foreach (var request in _retries.TakeDue())
            answers.Add(await SendAsync(request, cancellationToken));
        return answers;
    }

    /// <summary>Sends a request over HTTP with any signature, and judges nothing: for attacks and replays.</summary>
    public Task<BotAnswer> RawAsync(SlackRequest request, SlackSignature signature, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(signature);
        return _bot.OverHttpAsync(request, signature, cancellationToken);
    }

    /// <summary>Sends any body with any headers, and judges nothing. Sign it with <see cref="Sign"/> if it should be signed.</summary>
    public Task<HttpResponseMessage> RawAsync(
        SlackEndpoint endpoint,
        byte[] body,
        string? contentType = "application/x-www-form-urlencoded",
        IReadOnlyDictionary<string, string>? headers = null,
        CancellationToken cancellationToken = default
    ) => _bot.PostAsync(endpoint, body, contentType, headers ?? new Dictionary<string, string>(StringComparer.Ordinal), cancellationToken);

    /// <summary>The two headers that sign a body now.</summary>
    public IReadOnlyDictionary<string, string> Sign(ReadOnlySpan<byte> body)
    {
        var timestamp = _world.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["X-Slack-Request-Timestamp"] = timestamp,
            ["X-Slack-Signature"] = SlackSignature.Compute(SigningSecret, timestamp, body),
        };
    }

    /// <summary>Slack sends the challenge, as when the Events URL is configured.</summary>
    public Task<BotAnswer> VerifyUrlAsync(CancellationToken cancellationToken = default) =>
        SendAsync(Payloads.UrlVerification(), cancellationToken);

    /// <summary>
    /// Slack reports that it holds events back because there were too many: <c>app_rate_limited</c>, which is not an <c>event_callback</c>.
    /// </summary>
    public Task<BotAnswer> TellRateLimitedAsync(CancellationToken cancellationToken = default) =>
        SendAsync(_payloads.RateLimited(), cancellationToken);

    /// <summary>Slack checks the certificate of a request URL: <c>ssl_check=1</c>.</summary>
    public Task<BotAnswer> CheckSslAsync(CancellationToken cancellationToken = default) =>
        SendAsync(Payloads.SslCheck(SlackEndpoint.Commands), cancellationToken);

    /// <summary>
    /// An administrator removes the app: its token is revoked, and the bot gets <c>app_uninstalled</c> and <c>tokens_revoked</c>.
    /// </summary>
    public async Task<BotAnswer> UninstallAsync(CancellationToken cancellationToken = default)
    {
        _tokens.Bot = TokenState.Inactive;
        await SendAsync(ComposeEvent(new() { ["type"] = "app_uninstalled" }), cancellationToken);
        return await TellRevokedAsync(cancellationToken);
    }

    /// <summary>The bot token is revoked, and the bot gets <c>tokens_revoked</c>.</summary>
    public Task<BotAnswer> RevokeTokenAsync(CancellationToken cancellationToken = default)
    {
        _tokens.Bot = TokenState.Revoked;
        return TellRevokedAsync(cancellationToken);
    }

    /// <summary>
    /// The bot token is revoked, or the workspace or account is gone (<c>account_inactive</c>), without an event to the bot.
    /// </summary>
    public void KillToken(bool isInactive = false) => _tokens.Bot = isInactive ? TokenState.Inactive : TokenState.Revoked;

    /// <summary>The app was installed again: the token is valid.</summary>
    public void Reinstall() => _tokens.Bot = TokenState.Good;

    /// <summary>A person joins a channel: <c>member_joined_channel</c>.</summary>
    public Task<BotAnswer> JoinAsync(FakeChannel channel, FakePerson person, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(person);
        channel.AddMember(person);
        return SendAsync(Joined(channel, person.Id, person), cancellationToken);
    }

    /// <summary>A person adds the bot to a channel: <c>member_joined_channel</c> for the bot itself.</summary>
    public Task<BotAnswer> InviteBotAsync(FakeChannel channel, FakePerson inviter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(channel);
        channel.HasBot = true;
        return SendAsync(Joined(channel, _options.BotUserId, inviter), cancellationToken);
    }

    /// <summary>The bot's own message comes back to it as an event, with its <c>bot_id</c>, as Slack does.</summary>
    public Task<BotAnswer> EchoAsync(FakeMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var inner = MessageJson.Of(message, _options);
        inner["channel"] = message.Channel.Id;
        inner["channel_type"] = "im";
        return SendAsync(ComposeEvent(inner, null, message.Channel, "message.im"), cancellationToken);
    }

    /// <summary>
    /// Slack sends the events of a message once more, with new event ids. Such repeats are reported, also as an <c>app_mention</c> beside
    /// the <c>message</c> of a direct message (openclaw#32190, slacker#83).
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="asMention">Whether it is now sent as an <c>app_mention</c>, wherever it was posted.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<BotAnswer>> TellAgainAsync(
        FakeMessage message,
        bool asMention = false,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        var requests = asMention
            ? [ComposeEvent(Inner(message, "app_mention"), message.Author, message.Channel)]
            : EventsOf(message).ToList();
        var answers = new List<BotAnswer>();
        foreach (var request in requests)
            answers.Add(await SendAsync(request, cancellationToken));
        return answers;
    }

    /// <summary>An event of any kind, composed but not sent.</summary>
    /// <param name="inner">The event; it needs <c>type</c>.</param>
    /// <param name="person">The person it is about.</param>
    /// <param name="channel">Where it happened.</param>
    /// <param name="subscription">The subscription that brings it; its type if null.</param>
    /// <exception cref="InvalidOperationException">The app is not subscribed to it, or lacks the scope.</exception>
    public SlackRequest ComposeEvent(JsonObject inner, FakePerson? person = null, FakeChannel? channel = null, string? subscription = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        var name = subscription ?? (string)inner["type"]!;
        if (!_options.App.Events.Contains(name))
            throw new InvalidOperationException($"The app is not subscribed to {name}, so Slack does not tell it.");
        if (EventScopes.Needed(name) is { } scopes && !scopes.Any(_options.App.Scopes.Contains))
            throw new InvalidOperationException($"Slack gives {name} only to apps with the scope {string.Join(" or ", scopes)}.");
        return _payloads.Event(inner, person, channel);
    }

    private SlackRequest Joined(FakeChannel channel, string userId, FakePerson inviter) =>
        ComposeEvent(
            new()
            {
                ["type"] = "member_joined_channel",
                ["user"] = userId,
                ["channel"] = channel.Id,
                ["channel_type"] = channel.Kind == ChannelKind.Public ? "C" : "G",
                ["team"] = Team.Id,
                ["inviter"] = inviter.Id,
            },
            inviter,
            channel
        );

    private Task<BotAnswer> TellRevokedAsync(CancellationToken cancellationToken) =>
        SendAsync(
            ComposeEvent(
                new()
                {
                    ["type"] = "tokens_revoked",
                    ["tokens"] = new JsonObject { ["oauth"] = new JsonArray(), ["bot"] = new JsonArray(_options.BotUserId) },
                }
            ),
            cancellationToken
        );
}
