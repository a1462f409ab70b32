using System.Buffers;
using IiqBot.Core.Model;
using IiqBot.IncidentIq;

namespace IiqBot.Core.Messaging;

/// <summary>
/// A file on a platform, as a request's arguments carry it: a line with its reference and its name. Both come back from clients. Only
/// <see cref="IFileSource"/> may act on the reference, and the name only tells the person which file the bot means.
/// </summary>
/// <param name="Reference">How the adapter finds it; without blanks.</param>
/// <param name="Name">Its name, perhaps shortened.</param>
public sealed record PlatformFile(string Reference, string Name)
{
    /// <summary>Its name, perhaps shortened, without characters that could make it look like another.</summary>
    public string Name { get; init; } = VisibleText.FileName(Name);

    /// <summary>The most files in one request.</summary>
    public const int Most = 10;

    // Ten of them go into a form's hidden values, and Slack accepts 3000 characters in all of these.
    private const int NameLength = 30;
    private const int ReferenceLength = 600;
    private static readonly SearchValues<char> Separators = SearchValues.Create(" \r\n");

    /// <summary>Files as the value of an argument; null for none. It leaves out files that do not fit.</summary>
    public static string? Write(IEnumerable<PlatformFile> files)
    {
        var lines = files.Where(file => IsFit(file.Reference)).Take(Most).Select(file => $"{file.Reference} {Short(file.Name)}");
        return string.Join('\n', lines) is { Length: > 0 } text ? text : null;
    }

    /// <summary>The files in an argument's value. It skips everything that is no file.</summary>
    public static IReadOnlyList<PlatformFile> Read(string? value) =>
        [
            .. (value ?? "")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line => line.Split(' ', 2))
                .Where(parts => IsFit(parts[0]))
                .Select(parts => new PlatformFile(parts[0], Short(parts.Length > 1 ? parts[1] : parts[0])))
                .DistinctBy(file => file.Reference, StringComparer.Ordinal)
                .Take(Most),
        ];

    private static bool IsFit(string reference) =>
        reference.Length is > 0 and <= ReferenceLength && reference.AsSpan().IndexOfAny(Separators) < 0;

    private static string Short(string name)
    {
        var line = VisibleText.FileName(name);
        return line.Length <= NameLength ? line : WholeCharacters.Begin(line, NameLength - 1) + "…";
    }
}
