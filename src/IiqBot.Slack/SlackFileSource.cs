using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Slack.Api;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack;

/// <summary>
/// Hands out files that people sent in Slack. A reference is the id of a file. The adapter asks Slack each time where the bytes are and
/// whether the bot's token may read them, so it never trusts an address that came back from a client.
/// </summary>
internal sealed class SlackFileSource(SlackApi api, SlackFiles files, SlackHosts hosts) : IFileSource
{
    /// <inheritdoc />
    string IFileSource.Platform => Platform.Name;

    /// <inheritdoc />
    public async Task<FileHandout> OpenAsync(Actor asker, string reference, int maxBytes, CancellationToken cancellationToken)
    {
        var found = await api.FileAsync(asker.Tenant, reference, cancellationToken);
        if (!found.IsDelivered)
            return new FileHandout.Refused(WhyNot(found));
        var file = found.Body.Member("file") ?? default;
        if (file.Is("is_external"))
            return new FileHandout.Refused(FileTrouble.Elsewhere);
        if (file.Text("url_private_download") is not { } address)
            return new FileHandout.Refused(FileTrouble.Gone);
        if (hosts.Find(address) is null)
            return new FileHandout.Refused(FileTrouble.Elsewhere);
        if (file.Number("size") > Math.Min(maxBytes, SlackFiles.MaxBytes))
            return new FileHandout.Refused(FileTrouble.TooLarge);
        // The download may be larger than the size Slack announced, so it has a limit of its own.
        return await files.DownloadAsync(asker.Tenant, address, cancellationToken) is { } content && content.Length <= maxBytes
            ? new FileHandout.Opened(file.Text("name") ?? file.Text("title") ?? reference, file.Text("mimetype"), content)
            : new FileHandout.Refused(FileTrouble.Unavailable);
    }

    // docs.slack.dev/reference/methods/files.info, errors. A file that the bot cannot see also counts as not found.
    private static FileTrouble WhyNot(ApiAnswer answer) =>
        answer.Error switch
        {
            "file_not_found" or "file_deleted" => FileTrouble.Gone,
            "access_denied" => FileTrouble.NotAllowed,
            _ when answer.Outcome is DeliveryOutcome.Unauthorized => FileTrouble.NotAllowed,
            _ => FileTrouble.Unavailable,
        };
}
