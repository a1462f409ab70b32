using System.Text.RegularExpressions;

namespace IiqBot.Core.Tests.Conventions;

/// <summary>
/// Finds which source file uses which: it names a type, or calls an extension method, of a namespace that the file can see. It reads words
/// and compiles nothing, so a member with the name of a type may count as a use of the type.
/// </summary>
internal sealed partial class SourceGraph
{
    private const RegexOptions Lines = RegexOptions.Multiline | RegexOptions.CultureInvariant;

    /// <summary>The longest time that a pattern may take for one file, in milliseconds.</summary>
    private const int Patience = 5000;

    private readonly Dictionary<string, HashSet<string>> _uses = new(StringComparer.Ordinal);

    private SourceGraph(IReadOnlyList<Source> sources)
    {
        var declared = sources
            .SelectMany(source => source.Declares.Select(name => (Name: name, Source: source)))
            .ToLookup(pair => pair.Name, pair => pair.Source, StringComparer.Ordinal);
        foreach (var source in sources)
        {
            var used = source.Uses.Where(name => !source.Declares.Contains(name)).SelectMany(name => declared[name]);
            var seen = used.Where(other => other != source && source.Sees.Contains(other.Namespace));
            _uses[source.Path] = [.. seen.Select(other => other.Path)];
        }
    }

    /// <summary>The files below the folder, with "/" between folders.</summary>
    public IEnumerable<string> Files => _uses.Keys;

    /// <summary>All pairs of a file and a file that it uses.</summary>
    public IEnumerable<(string From, string To)> Ties => _uses.SelectMany(file => file.Value.Select(to => (file.Key, to)));

    /// <summary>Reads the sources below a folder.</summary>
    public static SourceGraph Of(string folder) =>
        new([
            .. Directory
                .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Select(file => (File: file, Path: Path.GetRelativePath(folder, file).Replace('\\', '/')))
                .Where(file => !Generated().IsMatch(file.Path))
                .Select(file => Source.Read(file.Path, File.ReadAllText(file.File))),
        ]);

    /// <summary>The sets whose members can all reach each other, largest first, without sets of one.</summary>
    /// <param name="ties">Who uses whom.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Cycles(IEnumerable<(string From, string To)> ties)
    {
        var next = ties.ToLookup(tie => tie.From, tie => tie.To, StringComparer.Ordinal);
        var reach = next.ToDictionary(from => from.Key, from => Reach(from.Key, next), StringComparer.Ordinal);
        return
        [
            .. reach
                .Where(from => from.Value.Contains(from.Key))
                .Select(from => from.Value.Where(to => reach.TryGetValue(to, out var back) && back.Contains(from.Key)))
                .Select(cycle => string.Join('\n', cycle.Order(StringComparer.Ordinal)))
                .Distinct(StringComparer.Ordinal)
                .Select(cycle => cycle.Split('\n'))
                .Where(cycle => cycle.Length > 1)
                .OrderByDescending(cycle => cycle.Length),
        ];
    }

    /// <summary>A source without its comments and without string literals. The code inside interpolations stays.</summary>
    public static string CodeOf(string source) => NoCode().Replace(source, " ");

    private static HashSet<string> Reach(string from, ILookup<string, string> next)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(next[from]);
        while (open.TryPop(out var at))
        {
            if (found.Add(at))
                foreach (var to in next[at])
                    open.Push(to);
        }

        return found;
    }

    [GeneratedRegex(@"(?:^|/)(?:obj|bin|Migrations)/", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex Generated();

    [GeneratedRegex(@"//[^\n]*|(?<!\$)""(?:\\.|[^""\\\n])*""", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex NoCode();

    private sealed partial record Source(
        string Path,
        string Namespace,
        HashSet<string> Declares,
        HashSet<string> Uses,
        HashSet<string> Sees
    )
    {
        public static Source Read(string path, string text)
        {
            var code = CodeOf(text);
            var space = SpaceOf().Match(code).Groups["name"].Value;
            var sees = UsingOf().Matches(code).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
            for (var at = space; at.Length > 0; at = at[..Math.Max(0, at.LastIndexOf('.'))])
                sees.Add(at);
            var body = UsingOf().Replace(code, "");
            return new(
                path,
                space,
                [.. NamesOf(TypeOf(), body), .. NamesOf(ExtensionOf(), body).Select(name => "." + name)],
                [.. Word().Matches(body).Select(match => match.Value), .. NamesOf(CallOf(), body).Select(name => "." + name)],
                sees
            );
        }

        private static IEnumerable<string> NamesOf(Regex pattern, string text) =>
            pattern.Matches(text).Select(match => match.Groups["name"].Value);

        [GeneratedRegex(@"^namespace (?<name>[\w.]+);", Lines, Patience)]
        private static partial Regex SpaceOf();

        [GeneratedRegex(@"^using (?<name>[\w.]+);", Lines, Patience)]
        private static partial Regex UsingOf();

        [GeneratedRegex(
            @"^(?:(?:public|internal|static|sealed|abstract|partial|readonly) )+(?:class|record struct|record|interface|enum|struct) "
                + @"(?<name>\w+)",
            Lines,
            Patience
        )]
        private static partial Regex TypeOf();

        [GeneratedRegex(@"^ +(?:public|internal) static [^=;{]*?(?<name>\w+)(?:<[^>(]*>)?\(\s*this ", Lines, Patience)]
        private static partial Regex ExtensionOf();

        [GeneratedRegex(@"(?<![.\w])[A-Z]\w*", RegexOptions.CultureInvariant, Patience)]
        private static partial Regex Word();

        [GeneratedRegex(@"\.(?<name>[A-Z]\w*)(?:<[^<>()]*>)?\(", RegexOptions.CultureInvariant, Patience)]
        private static partial Regex CallOf();
    }
}
