using System.Text.Json;
using System.Text.RegularExpressions;
using IiqBot.Teams.Activities;

namespace IiqBot.Teams.Files;

/// <summary>
/// A file that somebody sent in a personal chat. One from the paper clip is in the sender's OneDrive, and Teams hands the bot an address
/// that
/// opens it without a token (learn.microsoft.com, "Send and receive files using bot"); a pasted picture is kept by the connector, which
/// wants the
/// bot's (microsoft.github.io/teams-sdk, "Receiving Inline Images"). Either address is as good as the file, so nobody else is shown it.
/// </summary>
/// <param name="Name">Its name; a pasted picture, which has none, is numbered.</param>
/// <param name="Address">Where it is, as the activity says; empty when that is not said.</param>
/// <param name="Connector">The service URL of the activity, for a pasted picture; null for a file in OneDrive.</param>
internal sealed partial record SentFile(string Name, string Address, string? Connector)
{
    private const string DownloadInfo = "application/vnd.microsoft.teams.file.download.info";
    private const string Pictures = "image/";
    private const string SharePoint = ".sharepoint.com"; // the bot file API is not there in the clouds that have another (bots-filesv4)

    // Of the addresses that Teams sends, most have some 1,500 characters.
    private const int MostCharacters = 4096;

    /// <summary>Whether it is a pasted picture, which is had with the bot's token.</summary>
    public bool IsPicture => Connector is not null;

    /// <summary>
    /// The files of a message. Formatted text, which comes as HTML, is none, nor are cards. Nor are images that are kept elsewhere: Teams
    /// attaches each emoji that was picked as one.
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
    /// Where the bot may go for it; null when that is nowhere. A file is fetched from SharePoint alone, and a picture from nothing but the
    /// attachments of the connector that the message came from, for the bot's token is sent there.
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
    /// Under the connector's own path, or a part of it, for that may end with the tenant; no escape can lead out of there.
    /// </summary>
    private static bool IsAttachmentAt(Uri url, Uri connector) =>
        url.GetLeftPart(UriPartial.Authority) == connector.GetLeftPart(UriPartial.Authority)
        && AttachmentPath().Match(url.AbsolutePath) is { Success: true } match
        && $"{connector.AbsolutePath.TrimEnd('/')}/".StartsWith(match.Groups["base"].Value, StringComparison.Ordinal);

    // A segment never begins with a dot, so it is never "." or "..".
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
