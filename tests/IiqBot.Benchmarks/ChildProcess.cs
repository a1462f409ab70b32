using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IiqBot.Benchmarks;

/// <summary>A program of this folder that runs beside the benchmark; ended with it.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private ChildProcess(Process process, Uri url) => (_process, Url) = (process, url);

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Where activities are posted.</summary>
    public Uri Messages => new(Url, "api/messages");

    /// <summary>The memory it holds at present, in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The processor time it used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a .NET program on a free port of loopback.</summary>
    /// <param name="assembly">The program's file name, beside this one, or its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">What is set for it, or null for what must not be set.</param>
    public static ChildProcess Start(string assembly, string[] arguments, IReadOnlyDictionary<string, string?> environment) =>
        Run(
            Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet",
            [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments],
            environment
        );

    /// <summary>Starts any program that listens where <c>ASPNETCORE_URLS</c> or <c>PORT</c> says: on a free port of loopback.</summary>
    public static ChildProcess Run(string program, string[] arguments, IReadOnlyDictionary<string, string?> environment)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.Environment["ASPNETCORE_URLS"] = url.AbsoluteUri;
        start.Environment["PORT"] = url.Port.ToString(CultureInfo.InvariantCulture);
        var child = new ChildProcess(new Process { StartInfo = start }, url);
        child._process.OutputDataReceived += (_, line) => child.Keep(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Sends a request until the program takes connections.</summary>
    /// <exception cref="InvalidOperationException">It ended, or took none for 30 seconds; the message holds what it printed.</exception>
    public async Task<HttpResponseMessage> FirstAnswerAsync(
        HttpClient client,
        Func<HttpRequestMessage> request,
        CancellationToken cancellationToken
    )
    {
        var started = Stopwatch.GetTimestamp();
        while (!_process.HasExited && Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30))
        {
            try
            {
                using var message = request();
                return await client.SendAsync(message, cancellationToken);
            }
            catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConnectionError)
            {
                await Task.Delay(2, cancellationToken);
            }
        }
        throw new InvalidOperationException($"{_process.StartInfo.ArgumentList[0]} does not answer:\n{Output()}");
    }

    /// <summary>What it printed, for error messages.</summary>
    public string Output()
    {
        lock (_output)
            return _output.ToString();
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
        lock (_output)
        {
            if (_output.Length < 20_000)
                _output.AppendLine(line);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
