using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace IiqBot.Web.Packaging;

/// <summary>
/// The app package that an administrator uploads to Teams: a zip with the manifest and its icons at the top level
/// (learn.microsoft.com, "Teams app package"). The same details always give the same bytes.
/// </summary>
public static partial class TeamsAppPackage
{
    /// <summary>The name under which the folder manifest/teams is embedded, with any language files in it.</summary>
    private const string Folder = "teams/";

    /// <summary>The earliest time that a zip can hold, so that the output does not depend on the clock.</summary>
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the package.</summary>
    /// <param name="zip">The stream to write to; it stays open.</param>
    /// <param name="details">The details of the district.</param>
    /// <exception cref="ArgumentException">
    /// The details are invalid; the message contains <see cref="TeamsAppDetails.Findings"/>.
    /// </exception>
    public static void Write(Stream zip, TeamsAppDetails details)
    {
        ArgumentNullException.ThrowIfNull(zip);
        ArgumentNullException.ThrowIfNull(details);
        var findings = details.Findings();
        if (findings.Count > 0)
            throw new ArgumentException(string.Join(' ', findings), nameof(details));

        var values = details.Values();
        using var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var name in FileNames())
        {
            var content = Read(name);
            if (name.EndsWith(".json", StringComparison.Ordinal))
                content = Fill(content, values);
            var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = NoTime;
            entry.ExternalAttributes = 0;
            using var stream = entry.Open();
            stream.Write(content);
        }
    }

    private static Assembly Assembly => typeof(TeamsAppPackage).Assembly;

    private static IEnumerable<string> FileNames() =>
        Assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..])
            .Order(StringComparer.Ordinal);

    private static byte[] Read(string name)
    {
        using var resource = Assembly.GetManifestResourceStream(Folder + name)!;
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return content.ToArray();
    }

    private static byte[] Fill(byte[] template, IReadOnlyDictionary<string, string> values) =>
        Encoding.UTF8.GetBytes(
            Placeholder()
                .Replace(
                    Encoding.UTF8.GetString(template),
                    match =>
                        JsonEncodedText.Encode(values[match.Groups["name"].Value], JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString()
                )
        );

    [GeneratedRegex(@"\{\{(?<name>[a-zA-Z]+)\}\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
