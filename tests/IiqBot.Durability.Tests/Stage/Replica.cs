using System.Diagnostics;
using System.Text;

namespace IiqBot.Durability.Tests.Stage;

/// <summary>The built service as its own process at one address, which can be killed and started again.</summary>
internal sealed class Replica(string name, IReadOnlyDictionary<string, string?> settings, IReadOnlyList<string>? wrapper = null)
    : IDisposable
{
    private const int MostOutput = 400;
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly LinkedList<string> _output = new();
    private Process? _process;

    public Uri Url { get; } = new($"http://127.0.0.1:{Ports.Free()}");

    /// <summary>Whether it was started and has answered; false again after a kill.</summary>
    public bool IsUp { get; private set; }

    public int ProcessId => _process!.Id;

    /// <summary>Starts it and waits until it answers.</summary>
    public async Task StartAsync()
    {
        var command = (string[])[.. wrapper ?? [], "dotnet", Path.Combine(AppContext.BaseDirectory, "IiqBot.Web.dll")];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in settings)
            start.Environment[key] = value;
        start.Environment["ASPNETCORE_URLS"] = Url.AbsoluteUri;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.BecomesTrueAsync(() => AnswersAsync("/health/live"), StartPatience, Output);
        IsUp = true;
    }

    /// <summary>Kills it as a crash or a power cut would: without a signal that it could catch.</summary>
    public void Kill()
    {
        IsUp = false;
        if (_process is null)
            return;
        _process.Kill(entireProcessTree: wrapper is not null); // SIGKILL
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    /// <summary>What it reports about its health.</summary>
    public async Task<string> ReadinessAsync() => await (await Http.GetAsync(new Uri(Url, "/health/ready"))).Content.ReadAsStringAsync();

    /// <summary>Its last output.</summary>
    public string Output()
    {
        lock (_output)
            return $"{name}:\n{string.Join('\n', _output)}";
    }

    /// <summary>How many of its output lines contain a text.</summary>
    public int CountLines(string text)
    {
        lock (_output)
            return _output.Count(line => line.Contains(text, StringComparison.Ordinal));
    }

    public void Dispose() => Kill();

    private async Task<bool> AnswersAsync(string path)
    {
        if (_process!.HasExited)
            throw new InvalidOperationException($"It ended at its start.\n{Output()}");
        try
        {
            using var answer = await Http.GetAsync(new Uri(Url, path));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_output)
        {
            _output.AddLast(line);
            if (_output.Count > MostOutput)
                _output.RemoveFirst();
        }
    }
}
