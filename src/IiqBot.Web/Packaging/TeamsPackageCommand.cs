using System.Globalization;

namespace IiqBot.Web.Packaging;

/// <summary>
/// <c>teams-package --app-id &lt;guid&gt; --host &lt;name&gt; [--out &lt;file&gt;] …</c>: makes the app package for this deployment.
/// </summary>
public static class TeamsPackageCommand
{
    /// <summary>The word that starts the command.</summary>
    public const string Name = "teams-package";

    private const string DefaultFile = "iiqbot-teams.zip";

    private static readonly string[] Options =
    [
        "--app-id",
        "--host",
        "--out",
        "--app-version",
        "--developer",
        "--website",
        "--privacy",
        "--terms",
    ];

    /// <summary>Runs the command.</summary>
    /// <param name="arguments">The command line after <see cref="Name"/>.</param>
    /// <param name="output">Receives a message about the package.</param>
    /// <param name="errors">Receives error messages.</param>
    /// <returns>The exit code: 0 made, 1 the file could not be written, 2 for wrong arguments.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);
        if (arguments.Contains("--help", StringComparer.Ordinal))
        {
            output.WriteLine(PackageTexts.Usage);
            return 0;
        }

        var findings = new List<string>();
        var given = Read(arguments, findings);
        foreach (var required in (string[])["--app-id", "--host"])
        {
            if (!given.ContainsKey(required))
                findings.Add(Say(PackageTexts.OptionMissing, required));
        }

        if (findings.Count > 0)
            return Refuse(errors, [.. findings, PackageTexts.Usage]);
        var details = Details(given);
        var unfit = details.Findings();
        return unfit.Count > 0 ? Refuse(errors, unfit) : Write(details, given.GetValueOrDefault("--out", DefaultFile), output, errors);
    }

    private static Dictionary<string, string> Read(IReadOnlyList<string> arguments, List<string> findings)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i++)
        {
            var option = arguments[i];
            if (!Options.Contains(option, StringComparer.Ordinal))
                findings.Add(Say(PackageTexts.OptionUnknown, option));
            else if (i + 1 == arguments.Count || Options.Contains(arguments[i + 1], StringComparer.Ordinal))
                findings.Add(Say(PackageTexts.ValueMissing, option));
            else if (!given.TryAdd(option, arguments[++i]))
                findings.Add(Say(PackageTexts.OptionTwice, option));
        }

        return given;
    }

    private static TeamsAppDetails Details(Dictionary<string, string> given)
    {
        var details = new TeamsAppDetails(given["--app-id"], given["--host"])
        {
            WebsiteUrl = given.GetValueOrDefault("--website"),
            PrivacyUrl = given.GetValueOrDefault("--privacy"),
            TermsOfUseUrl = given.GetValueOrDefault("--terms"),
        };
        return details with
        {
            Version = given.GetValueOrDefault("--app-version", details.Version),
            DeveloperName = given.GetValueOrDefault("--developer", details.DeveloperName),
        };
    }

    private static int Write(TeamsAppDetails details, string path, TextWriter output, TextWriter errors)
    {
        using var package = new MemoryStream();
        TeamsAppPackage.Write(package, details);
        try
        {
            File.WriteAllBytes(path, package.ToArray());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            errors.WriteLine(Say(PackageTexts.FileUnwritable, path, failure.Message));
            return 1;
        }

        output.WriteLine(Say(PackageTexts.Made, path));
        return 0;
    }

    private static int Refuse(TextWriter errors, IEnumerable<string> lines)
    {
        foreach (var line in lines)
            errors.WriteLine(line);
        return 2;
    }

    private static string Say(string text, params object[] values) => string.Format(CultureInfo.CurrentCulture, text, values);
}
