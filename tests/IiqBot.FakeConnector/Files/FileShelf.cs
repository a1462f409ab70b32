using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace IiqBot.FakeConnector.Files;

/// <summary>
/// The files that people send: files in their OneDrive behind pre-authenticated addresses, where an additional token is an error
/// (learn.microsoft.com, "Send and receive files using bot", "Download driveItem content"), and pasted pictures at the Connector
/// (microsoft.github.io/teams-sdk, "Receiving Inline Images"), which has already checked the bot's token.
/// </summary>
internal sealed class FileShelf(FakeUrls urls, FakeFaults faults, ViolationList violations)
{
    public const string Host = "district-my.sharepoint.com";
    private const string Secret = "tempauth";
    private const int SecretLength = 1400;

    private readonly ConcurrentDictionary<string, FakeFile> _files = new(StringComparer.Ordinal);

    public FakeFile Add(string name, string mediaType, byte[] content, bool isPicture)
    {
        var id = isPicture ? $"0-eus-d1-{Guid.NewGuid():N}" : Guid.NewGuid().ToString();
        var secret = string.Concat(Enumerable.Range(0, SecretLength / 32).Select(_ => Guid.NewGuid().ToString("N")));
        var url = isPicture
            ? new Uri(new Uri(urls.Current), $"v3/attachments/{id}/views/original")
            : new Uri(
                $"https://{Host}/personal/somebody/_layouts/15/download.aspx?UniqueId={id}&Translate=false&{Secret}=v1.{secret}&ApiVersion=2.0"
            );
        return _files[id] = new FakeFile(id, name, mediaType, content, url, isPicture);
    }

    /// <summary>The file as an attachment of the message it was sent with.</summary>
    public static JsonObject Attachment(FakeFile file) =>
        file.IsPicture
            ? new JsonObject { ["contentType"] = "image/*", ["contentUrl"] = file.Url.AbsoluteUri }
            : new JsonObject
            {
                ["contentType"] = "application/vnd.microsoft.teams.file.download.info",
                ["contentUrl"] =
                    $"https://{Host}/personal/somebody/Documents/Microsoft%20Teams%20Chat%20Files/{Uri.EscapeDataString(file.Name)}",
                ["name"] = file.Name,
                ["content"] = new JsonObject
                {
                    ["downloadUrl"] = file.Url.AbsoluteUri,
                    ["uniqueId"] = file.Id,
                    ["fileType"] = Path.GetExtension(file.Name).TrimStart('.'),
                },
            };

    /// <summary>SharePoint's download page.</summary>
    public Task DownloadAsync(HttpContext http)
    {
        if (http.Request.Headers.Authorization.Count > 0)
        {
            violations.Add($"{http.Request.Host}: a pre-authenticated address is asked for without a token.");
            return AnswerAsync(http, StatusCodes.Status401Unauthorized);
        }

        var file = _files.GetValueOrDefault(http.Request.Query["UniqueId"].ToString());
        if (http.Request.Method != "GET" || file is null || file.IsPicture)
            return UnknownAsync(http);
        var isGood = !file.IsExpired && file.Url.Query == http.Request.QueryString.Value;
        return isGood ? GiveAsync(http, file) : AnswerAsync(http, StatusCodes.Status401Unauthorized);
    }

    /// <summary>The Connector's GET attachment.</summary>
    public async Task ViewAsync(HttpContext http, string id)
    {
        if (await faults.ApplyAsync(ConnectorOperation.Read, http) is { } fault)
        {
            if (fault.Status > 0)
                http.Response.StatusCode = fault.Status;
            return;
        }

        await (_files.GetValueOrDefault(id) is { IsPicture: true } picture ? GiveAsync(http, picture) : UnknownAsync(http));
    }

    private static async Task GiveAsync(HttpContext http, FakeFile file)
    {
        if (file.IsDeleted)
        {
            await AnswerAsync(http, StatusCodes.Status404NotFound);
            return;
        }

        if (file.RedirectsTo is { } elsewhere)
        {
            http.Response.Redirect(elsewhere.AbsoluteUri);
            return;
        }

        file.Downloads++;
        http.Response.ContentType = file.MediaType;
        if (!file.HidesLength)
            http.Response.ContentLength = file.Content.Length;
        await http.Response.Body.WriteAsync(file.Content, http.RequestAborted);
    }

    private Task UnknownAsync(HttpContext http)
    {
        violations.Add($"{http.Request.Method} {http.Request.Host}: there is no such file.");
        return AnswerAsync(http, StatusCodes.Status404NotFound);
    }

    private static Task AnswerAsync(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
