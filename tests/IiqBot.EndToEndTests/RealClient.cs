using System.Diagnostics;
using IiqBot.Tests.Reference;

namespace IiqBot.EndToEndTests;

/// <summary>What the real client needs on this machine, found or missing.</summary>
internal static class RealClient
{
    private static readonly string Playground = Path.Combine(RepositoryFolder.Root, "tests", "IiqBot.EndToEndTests", "playground");

    /// <summary>The folder into which npm installed the client.</summary>
    public static string Folder => Playground;

    /// <summary>The start script of the client.</summary>
    public static string Cli => Path.Combine(Playground, "node_modules", "@microsoft", "m365agentsplayground", "cli.js");

    /// <summary>Why the walk cannot run here; null if it can.</summary>
    public static string? Missing()
    {
        if (FindProgram("node") is null)
            return "Node is not installed.";
        if (!File.Exists(Cli))
            return "The Agents Playground is not installed: run 'npm ci --prefix tests/IiqBot.EndToEndTests/playground'.";
        return Browser is null ? "No Chromium is installed." : null;
    }

    /// <summary>The browser that the walk drives; null if there is none.</summary>
    public static string? Browser => FindProgram("chromium") ?? FindProgram("chromium-browser") ?? FindProgram("google-chrome");

    /// <summary>The folder that screenshots go to.</summary>
    public static string Screenshots => Directory.CreateDirectory(Path.Combine(RepositoryFolder.Root, "artifacts", "screenshots")).FullName;

    private static string? FindProgram(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}

/// <summary>A program that runs beside the test, with its output; killed with all its children at the end.</summary>
internal sealed class RunningProgram : IDisposable
{
    private readonly Process _process;
    private readonly StringWriter _output = new();

    private RunningProgram(Process process) => _process = process;

    /// <summary>Its output so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts a program.</summary>
    public static RunningProgram Start(
        string program,
        IEnumerable<string> arguments,
        string folder,
        params (string Name, string Value)[] environment
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var running = new RunningProgram(new Process { StartInfo = start });
        running._process.OutputDataReceived += (_, line) => running.Add(line.Data);
        running._process.ErrorDataReceived += (_, line) => running.Add(line.Data);
        running._process.Start();
        running._process.BeginOutputReadLine();
        running._process.BeginErrorReadLine();
        return running;
    }

    /// <summary>Waits until it ends.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void Add(string? line)
    {
        lock (_output)
            _output.WriteLine(line);
    }
}
