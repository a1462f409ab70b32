using IiqBot.FakeSlack.Api;
using IiqBot.FakeSlack.World;
using Microsoft.AspNetCore.Http;

namespace IiqBot.FakeSlack.Hosting;

/// <summary>
/// Uploads and downloads of files. Without a token that may read files, Slack finally returns the sign-in page with status 200 and not an
/// error: a client must not take it for the file.
/// </summary>
internal sealed class FileEndpoint(
    SlackWorld world,
    Tokens tokens,
    Uploads uploads,
    FakeFaults faults,
    CallLog calls,
    ViolationList violations
)
{
    public static Task SignInPageAsync(HttpContext http)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync("<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in</body></html>");
    }

    /// <param name="http">The request.</param>
    /// <param name="id">Workspace and file, such as <c>T0DISTRICT1-F0000000A1</c>.</param>
    public async Task DownloadAsync(HttpContext http, string id)
    {
        if (await faults.ApplyAsync(FakeFaults.File, http) is { } fault)
        {
            if (fault.Status > 0)
                http.Response.StatusCode = fault.Status;
            return;
        }

        calls.Add("file download", default, null);
        if (world.File(id[(id.IndexOf('-', StringComparison.Ordinal) + 1)..]) is not { } file)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (!tokens.MayRead(http.Request))
        {
            violations.Add("a file was asked for without a token that may read files.");
            http.Response.Redirect("/?redir=" + Uri.EscapeDataString(http.Request.Path));
        }
        else if (file.RedirectsTo is { } trick)
        {
            http.Response.Redirect(trick.AbsoluteUri);
        }
        else
        {
            http.Response.ContentType = file.MimeType;
            http.Response.ContentLength = file.Content.Length;
            await http.Response.Body.WriteAsync(file.Content, http.RequestAborted);
        }
    }

    public async Task UploadAsync(HttpContext http, string secret)
    {
        if (await faults.ApplyAsync(FakeFaults.File, http) is { } fault)
        {
            if (fault.Status > 0)
                http.Response.StatusCode = fault.Status;
            return;
        }

        var bytes = await BytesAsync(http.Request);
        var mistake = http.Request.Method == HttpMethods.Post ? uploads.Take(secret, bytes) : "is done with POST.";
        calls.Add("file upload", default, mistake);
        if (mistake is null)
        {
            await http.Response.WriteAsync($"OK - {bytes.Length}");
            return;
        }

        violations.Add($"an upload {mistake}");
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    /// <summary>The raw body, or the one file of a multipart form.</summary>
    private static async Task<byte[]> BytesAsync(HttpRequest request)
    {
        using var bytes = new MemoryStream();
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            if (form.Files is [var file])
                await file.CopyToAsync(bytes, request.HttpContext.RequestAborted);
        }
        else
        {
            await request.Body.CopyToAsync(bytes, request.HttpContext.RequestAborted);
        }

        return bytes.ToArray();
    }
}
