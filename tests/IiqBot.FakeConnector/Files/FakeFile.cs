namespace IiqBot.FakeConnector;

/// <summary>A file in the sender's OneDrive, or a picture that was pasted into a message.</summary>
public sealed class FakeFile
{
    internal FakeFile(string id, string name, string mediaType, ReadOnlyMemory<byte> content, Uri url, bool isPicture) =>
        (Id, Name, MediaType, Content, Url, IsPicture) = (id, name, mediaType, content, url, isPicture);

    /// <summary>Its id: a file's GUID, a picture's object id.</summary>
    public string Id { get; }

    /// <summary>Its name; a pasted picture has a name that nobody sees.</summary>
    public string Name { get; }

    /// <summary>Its media type.</summary>
    public string MediaType { get; }

    /// <summary>Its bytes.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Its address: pre-authenticated for a file, at the Connector for a picture.</summary>
    public Uri Url { get; set; }

    /// <summary>Whether it was pasted.</summary>
    public bool IsPicture { get; }

    /// <summary>Whether it has been deleted.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>Whether its address has expired.</summary>
    public bool IsExpired { get; set; }

    /// <summary>The target of a redirect; null for none.</summary>
    public Uri? RedirectsTo { get; set; }

    /// <summary>Whether it is sent without a Content-Length.</summary>
    public bool HidesLength { get; set; }

    /// <summary>How often it was downloaded.</summary>
    public int Downloads { get; internal set; }
}
