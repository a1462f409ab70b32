using System.Text.Json.Nodes;

namespace IiqBot.FakeSlack;

/// <summary>A file stored by Slack.</summary>
public sealed class FakeFile
{
    internal FakeFile(string id, string name, string mimeType, byte[] content, Uri privateUrl, FakePerson? uploader) =>
        (Id, Name, MimeType, Content, PrivateUrl, Uploader) = (id, name, mimeType, content, privateUrl, uploader);

    /// <summary>The id, such as <c>F0000000A1</c>.</summary>
    public string Id { get; }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The media type.</summary>
    public string MimeType { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Content { get; internal set; }

    /// <summary><c>url_private</c>: needs a token with <c>files:read</c>, otherwise it leads to the sign-in page.</summary>
    public Uri PrivateUrl { get; }

    /// <summary>Who uploaded it; null for the bot.</summary>
    public FakePerson? Uploader { get; }

    /// <summary>
    /// The target to which the download redirects instead of sending the bytes, such as <see cref="FakeSlackPlatform.ElsewhereUrl"/>; null
    /// for no redirect.
    /// </summary>
    public Uri? RedirectsTo { get; set; }

    /// <summary>Whether its owner deleted it.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>
    /// Whether it is stored elsewhere and only linked (<c>mode: external</c>): then its <c>url_private</c> is not a Slack address.
    /// </summary>
    public bool IsExternal { get; init; }

    /// <summary>The content of an e-mail that was sent to a conversation (<c>mode: email</c>); null for other files.</summary>
    public string? PlainText { get; init; }

    internal JsonObject ToJson()
    {
        var json = Described();
        if (PlainText is null)
            return json;
        (json["mode"], json["filetype"], json["subject"], json["plain_text"], json["preview_plain_text"]) = (
            "email",
            "email",
            Name,
            PlainText,
            PlainText
        );
        return json;
    }

    private JsonObject Described() =>
        new()
        {
            ["id"] = Id,
            ["name"] = Name,
            ["title"] = Name,
            ["mimetype"] = MimeType,
            ["filetype"] = Path.GetExtension(Name).TrimStart('.'),
            ["mode"] = IsExternal ? "external" : "hosted",
            ["is_external"] = IsExternal,
            ["external_type"] = IsExternal ? "gdrive" : "",
            ["size"] = Content.Length,
            ["user"] = Uploader?.Id,
            ["url_private"] = PrivateUrl.AbsoluteUri,
            ["url_private_download"] = PrivateUrl.AbsoluteUri + "?download=1",
            ["file_access"] = "visible",
        };
}
