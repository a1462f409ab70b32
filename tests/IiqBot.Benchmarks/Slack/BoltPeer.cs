using System.Diagnostics;

namespace IiqBot.Benchmarks.Slack;

/// <summary>@slack/bolt on Node, from <c>peers/bolt</c>; its packages are fetched when they are not there yet.</summary>
internal static class BoltPeer
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "peers", "bolt");

    /// <summary>Starts it with the app's settings; null, with a line that says why, where there is no Node or npm.</summary>
    public static async Task<ChildProcess?> StartAsync(IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        if (!IsInstalled("node") || !IsInstalled("npm"))
        {
            Console.WriteLine("Without Node and npm there is no comparison with @slack/bolt.");
            return null;
        }

        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            using var npm = Process.Start(
                new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]) { WorkingDirectory = Folder }
            )!;
            await npm.WaitForExitAsync(cancellationToken);
            if (npm.ExitCode != 0)
            {
                Console.WriteLine("npm ci failed, so there is no comparison with @slack/bolt.");
                return null;
            }
        }

        return ChildProcess.Run(
            "node",
            [Path.Combine(Folder, "app.js")],
            new Dictionary<string, string?>(settings, StringComparer.Ordinal) { ["NODE_ENV"] = "production" }
        );
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, $"{program}.exe")));
}
