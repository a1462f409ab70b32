using IiqBot.Core.Model;

namespace IiqBot.Core.Messaging;

/// <summary>Reads files that people sent on one platform.</summary>
public interface IFileSource
{
    /// <summary>The platform it serves, as in <see cref="Actor.Platform"/>.</summary>
    string Platform { get; }

    /// <summary>
    /// The file behind a reference. The adapter made the reference, but a client sent it back, so the adapter checks the target as if a
    /// stranger had written it.
    /// </summary>
    /// <param name="asker">The person who asks for it.</param>
    /// <param name="reference">The reference; only the adapter knows what it means.</param>
    /// <param name="maxBytes">The largest useful file, in bytes. The adapter stops reading a larger one.</param>
    /// <param name="cancellationToken">Cancels the download.</param>
    Task<FileHandout> OpenAsync(Actor asker, string reference, int maxBytes, CancellationToken cancellationToken);
}

/// <summary>Why a platform does not provide a file.</summary>
public enum FileTrouble
{
    /// <summary>It is larger than the caller can use.</summary>
    TooLarge,

    /// <summary>The platform does not store it but only links to it, so the bot does not read it.</summary>
    Elsewhere,

    /// <summary>It was deleted or never existed.</summary>
    Gone,

    /// <summary>It was available only for a while, and that time is over. The person who sent it can send it again.</summary>
    Expired,

    /// <summary>The bot may not read it.</summary>
    NotAllowed,

    /// <summary>The platform did not answer.</summary>
    Unavailable,
}

/// <summary>A file, or why there is none. The set is closed.</summary>
public abstract record FileHandout
{
    private FileHandout() { }

    /// <summary>The file.</summary>
    /// <param name="Name">Its name on the platform.</param>
    /// <param name="MediaType">Its media type, as the platform says; null if it does not say.</param>
    /// <param name="Content">Its bytes.</param>
    public sealed record Opened(string Name, string? MediaType, ReadOnlyMemory<byte> Content) : FileHandout;

    /// <summary>The file is not available.</summary>
    /// <param name="Why">The reason.</param>
    public sealed record Refused(FileTrouble Why) : FileHandout;
}
