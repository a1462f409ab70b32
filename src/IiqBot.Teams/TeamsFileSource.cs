using System.Net;
using System.Net.Http.Headers;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Platforms;
using IiqBot.Teams.Connector;
using IiqBot.Teams.Files;

namespace IiqBot.Teams;

/// <summary>
/// Hands out files that people sent in Teams. Their addresses came with the messages and never left the server, so a reference cannot lead
/// elsewhere. A file in OneDrive is downloaded without a token, because SharePoint rejects one beside the token in the address
/// (learn.microsoft.com, "Download driveItem content"). The download follows no redirect.
/// </summary>
internal sealed class TeamsFileSource(SentFiles sent, IHttpClientFactory clients, IConnectorTokens tokens, TeamsTelemetry telemetry)
    : IFileSource
{
    private const string NotSaid = "application/octet-stream";

    private readonly HttpClient _client = clients.CreateClient(HttpClients.Files);

    /// <inheritdoc />
    string IFileSource.Platform => Platform.Name;

    /// <inheritdoc />
    public async Task<FileHandout> OpenAsync(Actor asker, string reference, int maxBytes, CancellationToken cancellationToken)
    {
        var handout = await FindAsync(asker, reference, maxBytes, cancellationToken);
        telemetry.HandedOut((handout as FileHandout.Refused)?.Why);
        return handout;
    }

    private async Task<FileHandout> FindAsync(Actor asker, string reference, int maxBytes, CancellationToken cancellationToken)
    {
        if (sent.Find(asker, reference) is not { } file)
            return new FileHandout.Refused(FileTrouble.Expired);
        if (file.Locate() is not { } url)
            return new FileHandout.Refused(FileTrouble.Elsewhere);
        try
        {
            return await DownloadAsync(file, url, maxBytes, isRefused: false, cancellationToken);
        }
        catch (Exception exception) when (exception is ConnectorTokenException || LostCall.HasNoAnswer(exception, cancellationToken))
        {
            return new FileHandout.Refused(FileTrouble.Unavailable);
        }
    }

    private async Task<FileHandout> DownloadAsync(SentFile file, Uri url, int maxBytes, bool isRefused, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (file.IsPicture)
            request.Headers.Authorization = await tokens.GetAsync(isRefused, cancellationToken);
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        // Microsoft may have revoked the token, so one attempt with a new token is worthwhile.
        if (response.StatusCode == HttpStatusCode.Unauthorized && file.IsPicture && !isRefused)
            return await DownloadAsync(file, url, maxBytes, isRefused: true, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
            return new FileHandout.Refused(WhyNot(response.StatusCode, file));
        var body = response.Content;
        var content = await Download.ReadAsync(body, maxBytes, cancellationToken);
        return content is null
            ? new FileHandout.Refused(FileTrouble.TooLarge)
            : new FileHandout.Opened(NameOf(file, body.Headers.ContentType), TypeOf(body.Headers.ContentType), content);
    }

    private static FileTrouble WhyNot(HttpStatusCode status, SentFile file) =>
        status switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => FileTrouble.Gone,
            // SharePoint rejects an expired address like one that never worked.
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => file.IsPicture ? FileTrouble.NotAllowed : FileTrouble.Expired,
            _ => FileTrouble.Unavailable,
        };

    private static string? TypeOf(MediaTypeHeaderValue? type) => type?.MediaType == NotSaid ? null : type?.MediaType;

    // For a pasted picture Teams says only that it is one ("image/*"); the download gives the type.
    private static string NameOf(SentFile file, MediaTypeHeaderValue? type) =>
        (file.IsPicture && !Path.HasExtension(file.Name) ? type?.MediaType : null) switch
        {
            "image/png" => file.Name + ".png",
            "image/jpeg" => file.Name + ".jpg",
            "image/gif" => file.Name + ".gif",
            "image/webp" => file.Name + ".webp",
            _ => file.Name,
        };
}
