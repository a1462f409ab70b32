using System.Net;
using System.Net.Http.Headers;

namespace IiqBot.Slack.Api;

/// <summary>
/// Files from Slack. The bot's token is a key to them, so it goes to Slack's hosts only, and a redirect is not followed:
/// Slack redirects to its sign-in page when the token may not read a file.
/// </summary>
internal sealed class SlackFiles(IHttpClientFactory clients, ISlackTokens tokens, SlackHosts hosts)
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaxBytes = 25 * 1024 * 1024;

    /// <summary>The bytes of a message's file.</summary>
    /// <param name="team">The workspace.</param>
    /// <param name="address">The file's <c>url_private_download</c>.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <returns>The bytes; null when the address is not Slack's, the file is too large, or it cannot be had.</returns>
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
            if (response.StatusCode != HttpStatusCode.OK || response.Content.Headers.ContentLength > MaxBytes)
                return null;
            return await ReadAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return null;
        }
    }

    private static async Task<byte[]?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        await using var source = stream;
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await source.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (content.Length + count > MaxBytes)
                return null;
            content.Write(buffer, 0, count);
        }

        return content.ToArray();
    }
}
