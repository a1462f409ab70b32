namespace IiqBot.FakeConnector;

/// <summary>A file in the sender's OneDrive, or a picture that was pasted into a message.</summary>
public sealed class FakeFile
{
    internal FakeFile(string id, string name, string mediaType, ReadOnlyMemory<byte> content, Uri url, bool isPicture) =>
        (Id, Name, MediaType, Content, Url, IsPicture) = (id, name, mediaType, content, url, isPicture);

    /// <summary>Its id: a file's GUID, a picture's object id.</summary>
    public string Id { get; }

    /// <summary>Its name; a pasted picture has none that anybody is told.</summary>
    public string Name { get; }

    /// <summary>What its bytes come as.</summary>
    public string MediaType { get; }

    /// <summary>Its bytes.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Where it is: pre-authenticated for a file, at the Connector for a picture.</summary>
    public Uri Url { get; set; }

    /// <summary>Whether it was pasted.</summary>
    public bool IsPicture { get; }

    /// <summary>Whether it was deleted since.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>Whether the time is over for which its address opens it.</summary>
    public bool IsExpired { get; set; }

    /// <summary>Where a request for it is sent on to; null for nowhere.</summary>
    public Uri? RedirectsTo { get; set; }

    /// <summary>Whether it comes without saying how long it is.</summary>
    public bool HidesLength { get; set; }

    /// <summary>How often its bytes were given out.</summary>
    public int Downloads { get; internal set; }
}
