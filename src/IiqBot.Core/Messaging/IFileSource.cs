using IiqBot.Core.Model;

namespace IiqBot.Core.Messaging;

/// <summary>Hands out files that were sent on one platform.</summary>
public interface IFileSource
{
    /// <summary>The platform it serves, as in <see cref="Actor.Platform"/>.</summary>
    string Platform { get; }

    /// <summary>
    /// The file that a reference means. The reference was made by the adapter, but came back from a client: where it leads is
    /// checked as if a stranger had written it.
    /// </summary>
    /// <param name="asker">Who asks for it.</param>
    /// <param name="reference">The reference; only the adapter knows what it means.</param>
    /// <param name="maxBytes">The largest file that is of use, in bytes; of a larger one nothing more is read.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    Task<FileHandout> OpenAsync(Actor asker, string reference, int maxBytes, CancellationToken cancellationToken);
}

/// <summary>Why a platform does not hand a file out.</summary>
public enum FileTrouble
{
    /// <summary>It is larger than the caller can use.</summary>
    TooLarge,

    /// <summary>It is not kept by the platform, only linked, so the bot does not go there.</summary>
    Elsewhere,

    /// <summary>It was deleted, or never was.</summary>
    Gone,

    /// <summary>It could be had only for a while, and that is over; the person who sent it can send it again.</summary>
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
    /// <param name="MediaType">Its media type, as the platform says; null when it does not.</param>
    /// <param name="Content">Its bytes.</param>
    public sealed record Opened(string Name, string? MediaType, ReadOnlyMemory<byte> Content) : FileHandout;

    /// <summary>It is not to be had.</summary>
    /// <param name="Why">The reason.</param>
    public sealed record Refused(FileTrouble Why) : FileHandout;
}
