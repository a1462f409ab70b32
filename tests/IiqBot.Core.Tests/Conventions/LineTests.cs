using IiqBot.Tests.Reference;

namespace IiqBot.Core.Tests.Conventions;

/// <summary>The width of the sources.</summary>
public sealed class LineTests
{
    private const int Columns = 140;
    private const string RawText = "\"\"\"";

    /// <summary>
    /// The formatter wraps code, and leaves string literals and comments as they are. A literal may be wider if it would be harder to read
    /// in pieces.
    /// </summary>
    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void Lines_without_a_string_literal_have_at_most_140_columns(string folder) => Assert.Empty(Files(folder).SelectMany(TooWide));

    private static IEnumerable<string> Files(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(RepositoryFolder.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "Migrations"));

    private static IEnumerable<string> TooWide(string file)
    {
        var (number, isInText) = (0, false);
        foreach (var line in File.ReadLines(file))
        {
            number++;
            var holdsText = isInText || line.Contains('"', StringComparison.Ordinal);
            if (line.Split(RawText).Length % 2 == 0)
                isInText = !isInText;
            if (line.Length > Columns && !holdsText)
                yield return $"{Path.GetRelativePath(RepositoryFolder.Root, file)}:{number}";
        }
    }
}
