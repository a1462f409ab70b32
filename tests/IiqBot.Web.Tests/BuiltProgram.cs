using System.Diagnostics;
using System.Text;
using System.Threading.Channels;

namespace IiqBot.Web.Tests;

/// <summary>One of the built programs, run as a person would run it, and ended with the test.</summary>
internal sealed class BuiltProgram : IDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _output = new();
    private int _open = 2;

    private BuiltProgram(Process process) => _process = process;

    /// <summary>The output of both streams, as far as the test has waited for it.</summary>
    public string Output => _output.ToString();

    /// <summary>Starts a program from the folder of the tests.</summary>
    public static BuiltProgram Start(string assembly, string environment, params string[] arguments) =>
        Start(assembly, [("ASPNETCORE_ENVIRONMENT", environment), ("DOTNET_ENVIRONMENT", environment)], arguments);

    /// <summary>Starts a program from the folder of the tests, with only these environment variables of their kind.</summary>
    public static BuiltProgram Start(string assembly, (string Name, string Value)[] variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, assembly));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var name in (string[])["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"])
            start.Environment.Remove(name);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        start.Environment.Remove("ASPNETCORE_URLS");
        var program = new BuiltProgram(new Process { StartInfo = start });
        program._process.OutputDataReceived += (_, line) => program.Keep(line.Data);
        program._process.ErrorDataReceived += (_, line) => program.Keep(line.Data);
        program._process.Start();
        program._process.StandardInput.Close(); // there is no keyboard input
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        return program;
    }

    /// <summary>The output up to and including the first line that contains this text.</summary>
    /// <exception cref="InvalidOperationException">The program ended without printing it.</exception>
    public async Task<string> PrintedAsync(string text)
    {
        await foreach (var line in _lines.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            _output.AppendLine(line);
            if (line.Contains(text, StringComparison.Ordinal))
                return Output;
        }
        throw new InvalidOperationException($"It ended and said:\n{Output}");
    }

    /// <summary>Its exit code, after all its output was read.</summary>
    public async Task<int> EndedAsync()
    {
        await foreach (var line in _lines.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
            _output.AppendLine(line);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
            _lines.Writer.TryWrite(line);
        else if (Interlocked.Decrement(ref _open) == 0)
            _lines.Writer.TryComplete(); // both streams have ended
    }
}
