using System.Globalization;

namespace IiqBot.Web.Packaging;

/// <summary>
/// <c>slack-manifest --host &lt;name&gt; | --socket [--command &lt;/name&gt;] [--tickets &lt;domain&gt;] [--organization]</c>: prints the
/// app manifest for this deployment.
/// </summary>
public static class SlackManifestCommand
{
    private static readonly string[] Alone = ["--socket", "--organization"];
    private static readonly string[] WithValue = ["--host", "--command", "--tickets"];

    /// <summary>Runs the command.</summary>
    /// <param name="arguments">The command line after its name.</param>
    /// <param name="output">Receives the manifest, and nothing else.</param>
    /// <param name="errors">Receives error messages.</param>
    /// <returns>The exit code: 0 printed, 2 for wrong arguments.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);
        if (arguments.Contains("--help", StringComparer.Ordinal))
        {
            output.WriteLine(PackageTexts.SlackUsage);
            return 0;
        }

        var findings = new List<string>();
        var given = Read(arguments, findings);
        if (given.ContainsKey("--socket") == given.ContainsKey("--host"))
            findings.Add(PackageTexts.HostOrSocket);
        var manifest = new SlackManifest(given.GetValueOrDefault("--host"))
        {
            TicketDomain = given.GetValueOrDefault("--tickets"),
            IsForOrganization = given.ContainsKey("--organization"),
        };
        if (given.TryGetValue("--command", out var command))
            manifest = manifest with { Command = command };
        if (findings.Count == 0)
            findings.AddRange(manifest.Findings());
        foreach (var finding in findings)
            errors.WriteLine(finding);
        if (findings.Count > 0)
        {
            errors.WriteLine(PackageTexts.SlackUsage);
            return 2;
        }

        output.WriteLine(manifest.ToJson());
        return 0;
    }

    private static Dictionary<string, string> Read(IReadOnlyList<string> arguments, List<string> findings)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i++)
        {
            var option = arguments[i];
            if (Alone.Contains(option, StringComparer.Ordinal))
                given[option] = "";
            else if (!WithValue.Contains(option, StringComparer.Ordinal))
                findings.Add(PackageTexts.SlackOptionUnknown.With(option));
            else if (i + 1 == arguments.Count || arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
                findings.Add(PackageTexts.ValueMissing.With(option));
            else if (!given.TryAdd(option, arguments[++i]))
                findings.Add(PackageTexts.OptionTwice.With(option));
        }

        return given;
    }

    internal static string With(this string text, string value) => string.Format(CultureInfo.CurrentCulture, text, value);
}
