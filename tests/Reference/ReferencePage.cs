using System.Text.RegularExpressions;

namespace IiqBot.Tests.Reference;

/// <summary>A page of the documentation: its headings, and the names in its tables, against which tests check the code.</summary>
internal sealed partial class ReferencePage
{
    private readonly string[] _lines;

    private ReferencePage(string[] lines) => _lines = lines;

    /// <summary>The headings, without their markup.</summary>
    public IEnumerable<string> Headings => _lines.Where(IsHeading).Select(line => line.TrimStart('#').Trim());

    /// <summary>Reads a page.</summary>
    /// <param name="path">Its path in the repository, such as <c>docs/reference/teams.md</c>.</param>
    public static ReferencePage Read(string path) => new(File.ReadAllLines(Path.Combine(RepositoryFolder.Root, path)));

    /// <summary>The code in the first column of the tables under a heading.</summary>
    public IReadOnlyList<string> Names(string heading)
    {
        var section = _lines
            .SkipWhile(line => !(IsHeading(line) && line.TrimStart('#').Trim() == heading))
            .Skip(1)
            .TakeWhile(line => !IsHeading(line));
        var firstColumns = section.Where(line => line.StartsWith('|')).Select(line => line.Split('|')[1]);
        return [.. firstColumns.SelectMany(column => Code().Matches(column)).Select(match => match.Groups["name"].Value)];
    }

    private static bool IsHeading(string line) => line.StartsWith('#');

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
