using System.Net;
using System.Net.Http.Headers;
using IiqBot.Core.Platforms;

namespace IiqBot.Slack.Api;

/// <summary>
/// Downloads files from Slack. The request carries the bot's token, so it goes to Slack's hosts only and follows no redirect: Slack
/// redirects to its sign-in page when the token may not read a file.
/// </summary>
internal sealed class SlackFiles(IHttpClientFactory clients, ISlackTokens tokens, SlackHosts hosts)
{
    /// <summary>The largest file that the bot reads, in bytes.</summary>
    public const int MaxBytes = 25 * 1024 * 1024;

    /// <summary>Downloads a file of a message.</summary>
    /// <param name="team">The workspace.</param>
    /// <param name="address">The file's <c>url_private_download</c>.</param>
    /// <param name="cancellationToken">Cancels the download.</param>
    /// <returns>The bytes; null when the address is not Slack's, the file is too large, or the download fails.</returns>
    public async Task<byte[]?> DownloadAsync(string team, string? address, CancellationToken cancellationToken)
    {
        if (hosts.Find(address) is not { } url || await tokens.FindAsync(team, cancellationToken) is not { } token)
            return null;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await clients
                .CreateClient(HttpClients.Files)
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode != HttpStatusCode.OK)
                return null;
            return await Download.ReadAsync(response.Content, MaxBytes, cancellationToken);
        }
        catch (Exception exception) when (LostCall.HasNoAnswer(exception, cancellationToken))
        {
            return null;
        }
    }
}
