using System.Buffers;

namespace IiqBot.IncidentIq.Files;

/// <summary>A file to upload.</summary>
/// <param name="name">Its name, from any source. Characters that file names must not contain are replaced.</param>
/// <param name="mediaType">Its media type, such as <c>image/png</c>; null if unknown.</param>
/// <param name="content">Its bytes.</param>
public sealed class NewFile(string name, string? mediaType, ReadOnlyMemory<byte> content)
{
    /// <summary>The largest file that Incident IQ accepts, in bytes. For a larger one it answers 413.</summary>
    public const int MaxBytes = 25 * 1024 * 1024;

    private const int NameLength = 200;
    private static readonly SearchValues<char> Unfit = SearchValues.Create("\"\\/:*?<>|");

    /// <summary>Its name in Incident IQ.</summary>
    public string Name { get; } = Fit(name);

    /// <summary>Its media type; null if unknown.</summary>
    public string? MediaType { get; } = mediaType;

    /// <summary>Its bytes.</summary>
    public ReadOnlyMemory<byte> Content { get; } = content;

    // If the name is too long, keep its end, which shows the file's type.
    private static string Fit(string name)
    {
        var fit = string.Concat(VisibleText.FileName(name).Select(c => char.IsSurrogate(c) || Unfit.Contains(c) ? '_' : c))
            .Trim()
            .TrimStart('.');
        return fit.Length switch
        {
            0 => "file",
            > NameLength => fit[^NameLength..],
            _ => fit,
        };
    }
}
