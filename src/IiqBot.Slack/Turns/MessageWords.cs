using System.Text.Json;
using IiqBot.Core.Messaging;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Turns;

/// <summary>
/// The words of a message, wherever Slack puts them: typed, in a forwarded message or e-mail, or in the attachments and blocks of an alert
/// (docs.slack.dev, "Secondary message attachments", "Blocks", "File object").
/// </summary>
/// <param name="Own">The typed text; empty if there is none.</param>
/// <param name="Quoted">Forwarded text, and text in attachments and blocks; empty if there is none.</param>
/// <param name="Link">The address of the forwarded message; null if there is none.</param>
/// <param name="Files">All files.</param>
internal sealed record MessageWords(string Own, string Quoted, string? Link, IReadOnlyList<PlatformFile> Files)
{
    private const string Gap = "\n\n";
    private const int MostAttachments = 20;

    /// <summary>All words.</summary>
    public string All => Joined(Gap, [Own, Quoted]);

    /// <summary>All words, with the address of the forwarded message, because a line has no other place for it.</summary>
    public string Line => Joined(Gap, [Own, Quoted, Link ?? ""]);

    /// <summary>Whether the person typed nothing: the words are somebody else's, and no command.</summary>
    public bool IsOnlyQuoted => Own.Length == 0 && Quoted.Length > 0;

    /// <summary>Reads a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="own">The typed text, without Slack's markup.</param>
    public static MessageWords Of(JsonElement message, string own)
    {
        var attachments = message.Items("attachments").Take(MostAttachments).ToList();
        var shares = attachments.Where(attachment => attachment.Is("is_share")).ToList();
        var files = message.Items("files").Concat(shares.SelectMany(share => share.Items("files"))).ToList();
        // If the person typed something, the blocks repeat it, and attachments are previews of its links.
        var quoted =
            shares.Count > 0 ? shares.Select(OfAttachment)
            : own.Length == 0 ? attachments.Select(OfAttachment).Append(BlockWords.Of(message))
            : [];
        return new(
            own,
            Joined(Gap, quoted.Concat(files.Where(file => file.Text("mode") == "email").Select(OfEmail))),
            shares.Select(share => share.Text("from_url")).FirstOrDefault(link => link is not null),
            [.. FilesIn(files).DistinctBy(file => file.Reference).Take(PlatformFile.Most)]
        );
    }

    private static string OfAttachment(JsonElement attachment)
    {
        var body = Plain(attachment, "text");
        if (body.Length == 0)
            body = BlockWords.Of(attachment);
        if (body.Length == 0)
            body = Joined("\n", attachment.Items("message_blocks").Select(shared => BlockWords.Of(shared.Member("message") ?? default)));
        var fields = attachment
            .Items("fields")
            .Take(MostAttachments)
            .Select(field => Joined(": ", [Plain(field, "title"), Plain(field, "value")]));
        var words = Joined("\n", [Plain(attachment, "pretext"), Plain(attachment, "title"), body, .. fields]);
        return words.Length > 0 ? words : Plain(attachment, "fallback");
    }

    private static string OfEmail(JsonElement file) =>
        Joined(Gap, [file.Text("subject") ?? file.Text("title") ?? "", file.Text("plain_text") ?? file.Text("preview_plain_text") ?? ""]);

    // In Slack Connect a file may come with nothing but its id (docs.slack.dev/reference/objects/file-object, file_access).
    private static IEnumerable<PlatformFile> FilesIn(IEnumerable<JsonElement> files) =>
        from file in files
        let id = file.Text("id")
        where id is not null
        select new PlatformFile(id, file.Text("name") ?? file.Text("title") ?? id);

    private static string Plain(JsonElement element, string name) => MessageText.Read(element.Text(name), bot: null);

    private static string Joined(string gap, IEnumerable<string> parts) => string.Join(gap, parts.Where(part => part.Length > 0));
}
