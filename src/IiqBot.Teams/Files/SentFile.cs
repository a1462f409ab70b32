using System.Text.Json;
using System.Text.RegularExpressions;
using IiqBot.Teams.Activities;

namespace IiqBot.Teams.Files;

/// <summary>
/// A file that somebody sent in a personal chat. A file from the paper clip is in the sender's OneDrive; Teams gives the bot an address
/// that opens it without a token (learn.microsoft.com, "Send and receive files using bot"). The connector stores a pasted picture and
/// requires the bot's token (microsoft.github.io/teams-sdk, "Receiving Inline Images"). Either address gives access to the file, so the bot
/// shows it to nobody else.
/// </summary>
/// <param name="Name">Its name. A pasted picture has none and gets a number.</param>
/// <param name="Address">Its address from the activity; empty if there is none.</param>
/// <param name="Connector">The service URL of the activity, for a pasted picture; null for a file in OneDrive.</param>
internal sealed partial record SentFile(string Name, string Address, string? Connector)
{
    private const string DownloadInfo = "application/vnd.microsoft.teams.file.download.info";
    private const string Pictures = "image/";
    private const string SharePoint = ".sharepoint.com"; // clouds with another domain lack the bot file API (bots-filesv4)

    // Most addresses from Teams have some 1,500 characters.
    private const int MostCharacters = 4096;

    /// <summary>Whether it is a pasted picture, which needs the bot's token.</summary>
    public bool IsPicture => Connector is not null;

    /// <summary>
    /// The files of a message. Formatted text (which comes as HTML) and cards do not count, nor do images stored elsewhere, because Teams
    /// attaches each picked emoji as one.
    /// </summary>
    public static IEnumerable<SentFile> Of(Activity activity)
    {
        var pictures = 0;
        foreach (var attachment in (activity.Attachments ?? []).OfType<Attachment>())
        {
            if (attachment.ContentType == DownloadInfo)
                yield return new(attachment.Name ?? "file", Fit(DownloadUrlIn(attachment.Content)), null);
            else if (
                attachment.ContentType?.StartsWith(Pictures, StringComparison.OrdinalIgnoreCase) == true
                && new SentFile(attachment.Name ?? $"image-{pictures + 1}", Fit(attachment.ContentUrl), activity.ServiceUrl) is var picture
                && picture.Locate() is not null
            )
            {
                pictures++;
                yield return picture;
            }
        }
    }

    /// <summary>
    /// The address that the bot may download from; null when there is none. A file may only come from SharePoint, and a picture only from
    /// the attachments of the connector that sent the message, because the request carries the bot's token.
    /// </summary>
    public Uri? Locate()
    {
        if (!Uri.TryCreate(Address, UriKind.Absolute, out var url) || url.UserInfo.Length > 0)
            return null;
        return (Connector is null ? IsInSharePoint(url) : IsAttachmentAt(url, new Uri(Connector))) ? url : null;
    }

    private static bool IsInSharePoint(Uri url) =>
        url.Scheme == Uri.UriSchemeHttps && url.IsDefaultPort && url.IdnHost.EndsWith(SharePoint, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the URL is under the connector's own path, or a parent of it, because that path may end with the tenant. No escape can lead
    /// out of there.
    /// </summary>
    private static bool IsAttachmentAt(Uri url, Uri connector) =>
        url.GetLeftPart(UriPartial.Authority) == connector.GetLeftPart(UriPartial.Authority)
        && AttachmentPath().Match(url.AbsolutePath) is { Success: true } match
        && $"{connector.AbsolutePath.TrimEnd('/')}/".StartsWith(match.Groups["base"].Value, StringComparison.Ordinal);

    // A segment never starts with a dot, so it is never "." or "..".
    [GeneratedRegex(
        @"^(?<base>/(?:[\w-][\w.-]*/)*)v3/attachments/[\w-][\w.-]*/views/[\w-][\w.-]*\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex AttachmentPath();

    private static string? DownloadUrlIn(JsonElement content) =>
        content.ValueKind == JsonValueKind.Object
        && content.TryGetProperty("downloadUrl", out var url)
        && url.ValueKind == JsonValueKind.String
            ? url.GetString()
            : null;

    private static string Fit(string? address) => address is { Length: <= MostCharacters } ? address : "";
}
