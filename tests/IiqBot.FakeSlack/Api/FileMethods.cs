using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IiqBot.FakeSlack.Hosting;
using IiqBot.FakeSlack.World;

namespace IiqBot.FakeSlack.Api;

/// <summary>
/// files.*: what a file is, and the upload in three steps (docs.slack.dev/messaging/working-with-files); files.upload is gone.
/// </summary>
internal sealed class FileMethods(
    FakeSlackOptions options,
    SlackWorld world,
    ChannelAccess access,
    Posting posting,
    Uploads uploads,
    FakeUrls urls
)
{
    public IEnumerable<ApiMethod> All =>
        [
            new("files.info", ["files:read"], ApiMethod.Tier4, ["file", "count", "cursor", "limit", "page"], Info) { TakesJson = false },
            new("files.getUploadURLExternal", ["files:write"], ApiMethod.Tier4, ["filename", "length", "alt_txt", "snippet_type"], Begin)
            {
                TakesJson = false,
            },
            new(
                "files.completeUploadExternal",
                ["files:write"],
                ApiMethod.Tier4,
                ["files", "channel_id", "channels", "initial_comment", "thread_ts", "blocks"],
                Complete
            ),
            new(
                "files.upload",
                [],
                ApiMethod.Tier2,
                [],
                _ => ApiAnswer.Wrong("method_deprecated", "files.upload was switched off on 12 November 2025.")
            ),
        ];

    // docs.slack.dev/reference/methods/files.info: a file that is in no conversation the app can see is not found.
    private ApiAnswer Info(ApiCall call)
    {
        if (call.Text("file") is not { Length: > 0 } id)
            return ApiAnswer.Missing("file");
        if (world.File(id) is not { } file || !world.IsSeen(file))
            return ApiAnswer.Refused("file_not_found");
        return file.IsDeleted
            ? ApiAnswer.Refused("file_deleted")
            : ApiAnswer.Ok(new JsonObject { ["file"] = file.ToJson(), ["comments"] = new JsonArray() });
    }

    private ApiAnswer Begin(ApiCall call)
    {
        if (call.Text("filename") is not { Length: > 0 } name)
            return ApiAnswer.Missing("filename");
        if (!int.TryParse(call.Text("length"), CultureInfo.InvariantCulture, out var length) || length <= 0)
            return ApiAnswer.Wrong("missing_argument", "length is the file's size in bytes, above 0.");
        var (id, url) = uploads.Begin(name, length);
        return ApiAnswer.Ok(new JsonObject { ["upload_url"] = url.AbsoluteUri, ["file_id"] = id });
    }

    private ApiAnswer Complete(ApiCall call)
    {
        if (call.Json("files") is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
            return ApiAnswer.Missing("files");
        FakeChannel? channel = null;
        if (call.Text("channel_id") is { } channelId)
        {
            var (found, refused) = access.ToPost(channelId, byPersonId: false);
            if (refused is not null)
                return refused;
            channel = found;
        }

        var files = new List<FakeFile>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.Text("id") is not { } id || uploads.Finish(id) is not var (name, bytes))
                return ApiAnswer.Wrong("file_not_found", "a file was completed whose bytes never came, or twice.");
            files.Add(world.Add(new FakeFile(id, item.Text("title") ?? name, "application/octet-stream", bytes, Url(id, name), null)));
        }

        if (channel is not null)
        {
            var content = new JsonObject { ["text"] = call.Text("initial_comment") ?? "" };
            if (call.Text("thread_ts") is { } thread)
                content["thread_ts"] = thread;
            posting.Add(channel, content.ToElement(), null, files);
        }

        return ApiAnswer.Ok(new JsonObject { ["files"] = new JsonArray([.. files.Select(f => f.ToJson())]) });
    }

    public Uri Url(string id, string name) => urls.Of($"files-pri/{options.TeamId}-{id}/{Uri.EscapeDataString(name)}");
}
