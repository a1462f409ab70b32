using System.Net.Http.Headers;
using System.Text.Json;
using IiqBot.Core.Model;
using IiqBot.Slack.Blocks;

namespace IiqBot.Slack.Api;

/// <summary>The methods of Slack's Web API that the bot needs (docs.slack.dev/reference/methods).</summary>
internal sealed class SlackApi(SlackCalls calls, TokenState state)
{
    /// <summary><c>chat.postMessage</c>.</summary>
    public Task<ApiAnswer> PostAsync(
        string team,
        string channel,
        string? thread,
        Action<Utf8JsonWriter> content,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            ApiMethod.PostMessage,
            team,
            channel,
            w =>
            {
                WriteTarget(w, channel, thread);
                content(w);
            },
            cancellationToken
        );

    /// <summary><c>chat.postEphemeral</c>: only this person sees the message, until they reload.</summary>
    public Task<ApiAnswer> PostEphemeralAsync(
        string team,
        string channel,
        string? thread,
        string user,
        Action<Utf8JsonWriter> content,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            ApiMethod.PostEphemeral,
            team,
            channel,
            w =>
            {
                WriteTarget(w, channel, thread, isEphemeral: true);
                w.WriteString("user"u8, user);
                content(w);
            },
            cancellationToken
        );

    /// <summary><c>chat.update</c>.</summary>
    public Task<ApiAnswer> UpdateAsync(string team, string channel, string ts, Card card, CancellationToken cancellationToken) =>
        RunAsync(
            ApiMethod.Update,
            team,
            channel,
            w =>
            {
                w.WriteString("channel"u8, channel);
                w.WriteString("ts"u8, ts);
                BlockKitRenderer.WriteMessage(w, card);
            },
            cancellationToken
        );

    /// <summary><c>chat.unfurl</c>: shows a preview of a link to everybody who sees the message.</summary>
    public Task<ApiAnswer> UnfurlAsync(string team, LinkPlace place, Card card, CancellationToken cancellationToken) =>
        RunAsync(
            ApiMethod.Unfurl,
            team,
            null,
            w =>
            {
                if (place is { UnfurlId: { } id, Source: { } source })
                {
                    w.WriteString("unfurl_id"u8, id);
                    w.WriteString("source"u8, source);
                }
                else
                {
                    w.WriteString("channel"u8, place.Channel);
                    w.WriteString("ts"u8, place.Ts);
                }

                w.WriteStartObject("unfurls"u8);
                w.WritePropertyName(place.Url);
                BlockKitRenderer.WritePreview(w, card);
                w.WriteEndObject();
            },
            cancellationToken
        );

    /// <summary><c>views.open</c>.</summary>
    public Task<ApiAnswer> OpenViewAsync(string team, string trigger, Action<Utf8JsonWriter> view, CancellationToken cancellationToken) =>
        RunAsync(
            ApiMethod.OpenView,
            team,
            null,
            w =>
            {
                w.WriteString("trigger_id"u8, trigger);
                w.WritePropertyName("view"u8);
                view(w);
            },
            cancellationToken
        );

    /// <summary><c>views.update</c>.</summary>
    public Task<ApiAnswer> UpdateViewAsync(string team, string id, Action<Utf8JsonWriter> view, CancellationToken cancellationToken) =>
        RunAsync(
            ApiMethod.UpdateView,
            team,
            null,
            w =>
            {
                w.WriteString("view_id"u8, id);
                w.WritePropertyName("view"u8);
                view(w);
            },
            cancellationToken
        );

    /// <summary><c>views.publish</c>: a person's Home tab.</summary>
    public Task<ApiAnswer> PublishAsync(string team, string user, Action<Utf8JsonWriter> view, CancellationToken cancellationToken) =>
        RunAsync(
            ApiMethod.PublishView,
            team,
            null,
            w =>
            {
                w.WriteString("user_id"u8, user);
                w.WritePropertyName("view"u8);
                view(w);
            },
            cancellationToken
        );

    /// <summary><c>auth.test</c>: who owns the token.</summary>
    public Task<ApiAnswer> TestAsync(string team, CancellationToken cancellationToken) =>
        RunFormAsync(ApiMethod.Test, team, [], cancellationToken);

    /// <summary><c>auth.teams.list</c>: the workspaces that an organization's token works for.</summary>
    /// <param name="team">The workspace or organization whose token is used.</param>
    /// <param name="cursor">Where the next page begins; null for the first.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ApiAnswer> TeamsAsync(string team, string? cursor, CancellationToken cancellationToken) =>
        RunFormAsync(
            ApiMethod.ListTeams,
            team,
            [new("limit", "1000"), .. cursor is null ? Array.Empty<KeyValuePair<string, string>>() : [new("cursor", cursor)]],
            cancellationToken
        );

    /// <summary><c>users.info</c>.</summary>
    public Task<ApiAnswer> UserAsync(string team, string user, CancellationToken cancellationToken) =>
        RunFormAsync(ApiMethod.UserInfo, team, [new("user", user), new("include_locale", "true")], cancellationToken);

    /// <summary><c>conversations.open</c>: the direct message with a person.</summary>
    public Task<ApiAnswer> OpenDirectAsync(string team, string user, CancellationToken cancellationToken) =>
        RunAsync(ApiMethod.OpenConversation, team, null, w => w.WriteString("users"u8, user), cancellationToken);

    /// <summary><c>reactions.get</c>: the message that a reaction belongs to.</summary>
    public Task<ApiAnswer> MessageAsync(string team, string channel, string ts, CancellationToken cancellationToken) =>
        RunFormAsync(ApiMethod.GetReactions, team, [new("channel", channel), new("timestamp", ts)], cancellationToken);

    /// <summary><c>files.info</c>: what a file is, and where its bytes are.</summary>
    public Task<ApiAnswer> FileAsync(string team, string file, CancellationToken cancellationToken) =>
        RunFormAsync(ApiMethod.FileInfo, team, [new("file", file)], cancellationToken);

    /// <summary>JSON as Slack wants it. Without the charset Slack warns.</summary>
    public static HttpContent JsonContent(ReadOnlyMemory<byte> body) =>
        new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };

    private Task<ApiAnswer> RunAsync(
        ApiMethod method,
        string team,
        string? channel,
        Action<Utf8JsonWriter> arguments,
        CancellationToken cancellationToken
    )
    {
        var body = BlockKitRenderer.Bytes(w =>
        {
            w.WriteStartObject();
            arguments(w);
            w.WriteEndObject();
        });
        return SendAsync(new SlackCall(method, team, () => JsonContent(body)) { Channel = channel }, cancellationToken);
    }

    // Methods that only read accept forms but no JSON (docs.slack.dev, "Web API", POST bodies).
    private Task<ApiAnswer> RunFormAsync(
        ApiMethod method,
        string team,
        KeyValuePair<string, string>[] arguments,
        CancellationToken cancellationToken
    ) => SendAsync(new SlackCall(method, team, () => new FormUrlEncodedContent(arguments)), cancellationToken);

    private async Task<ApiAnswer> SendAsync(SlackCall call, CancellationToken cancellationToken)
    {
        var answer = await calls.RunAsync(call, cancellationToken);
        state.Note(call.Method, answer);
        return answer;
    }

    private static void WriteTarget(Utf8JsonWriter w, string channel, string? thread, bool isEphemeral = false)
    {
        w.WriteString("channel"u8, channel);
        if (thread is not null)
            w.WriteString("thread_ts"u8, thread);
        if (isEphemeral)
            return;
        w.WriteBoolean("unfurl_links"u8, false);
        w.WriteBoolean("unfurl_media"u8, false);
    }
}

/// <summary>A link in somebody's message, as <c>link_shared</c> reports it.</summary>
/// <param name="Url">The link as the author wrote it.</param>
/// <param name="Channel">The channel of the message.</param>
/// <param name="Ts">The timestamp of the message.</param>
/// <param name="UnfurlId">Slack's id for the link; null in old events.</param>
/// <param name="Source">Where the author wrote it: <c>composer</c> or <c>conversations_history</c>.</param>
internal sealed record LinkPlace(string Url, string Channel, string Ts, string? UnfurlId, string? Source);
