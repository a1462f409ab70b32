using System.Buffers;

namespace IiqBot.IncidentIq.Files;

/// <summary>A file to upload.</summary>
/// <param name="name">Its name, from wherever it was; what no file name may hold is replaced.</param>
/// <param name="mediaType">Its media type, such as <c>image/png</c>; null when it is not known.</param>
/// <param name="content">Its bytes.</param>
public sealed class NewFile(string name, string? mediaType, ReadOnlyMemory<byte> content)
{
    /// <summary>The largest file that Incident IQ takes, in bytes; above it answers 413.</summary>
    public const int MaxBytes = 25 * 1024 * 1024;

    private const int NameLength = 200;
    private static readonly SearchValues<char> Unfit = SearchValues.Create("\"\\/:*?<>|");

    /// <summary>The name under which Incident IQ keeps it.</summary>
    public string Name { get; } = Fit(name);

    /// <summary>Its media type; null when it is not known.</summary>
    public string? MediaType { get; } = mediaType;

    /// <summary>Its bytes.</summary>
    public ReadOnlyMemory<byte> Content { get; } = content;

    // The end is kept when it is too long: it says what kind of file it is.
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
