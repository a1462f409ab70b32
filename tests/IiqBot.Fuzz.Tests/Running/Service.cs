using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace IiqBot.Fuzz.Tests.Running;

/// <summary>The built service as its own process, so that its processor time, memory and log can be measured.</summary>
internal sealed class Service : IDisposable
{
    private const int LinesAfterAnException = 12;

    /// <summary>
    /// In hexadecimal bytes: 160 MB, what a small host has left. If the service keeps more, it runs out of memory, and the log shows it.
    /// </summary>
    private const string HeapLimit = "A000000";

    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(3);
    private readonly Lock _gate = new();
    private readonly Process _process;
    private readonly Queue<string> _last = new();
    private readonly List<string> _exceptions = [];
    private int _keep;

    private Service(Process process, Uri url) => (_process, Url) = (process, url);

    /// <summary>The address at which it listens.</summary>
    public Uri Url { get; }

    /// <summary>The processor time that it has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Its memory, in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The log lines that name an exception, each with the lines after it.</summary>
    public IReadOnlyList<string> Exceptions
    {
        get
        {
            lock (_gate)
                return [.. _exceptions];
        }
    }

    /// <summary>The last lines of its log.</summary>
    public string Output
    {
        get
        {
            lock (_gate)
                return string.Join('\n', _last);
        }
    }

    /// <summary>Starts it and waits until it reports that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended, or did not become ready.</exception>
    public static async Task<Service> StartAsync(IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "IiqBot.Web.dll"));
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        // With as much memory as this machine has, the runtime would hardly ever collect garbage, and memory in use could not be
        // distinguished from garbage.
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        start.Environment["ASPNETCORE_URLS"] = url.AbsoluteUri;
        var service = new Service(new Process { StartInfo = start }, url);
        service._process.OutputDataReceived += (_, line) => service.Read(line.Data);
        service._process.ErrorDataReceived += (_, line) => service.Read(line.Data);
        service._process.Start();
        service._process.BeginOutputReadLine();
        service._process.BeginErrorReadLine();
        await service.UntilReadyAsync(cancellationToken);
        return service;
    }

    /// <summary>Waits until it is idle: it uses no more processor time than an idle service does.</summary>
    /// <param name="looks">How often in a row it must be idle. On a busy machine it may be idle only because it gets no processor.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The processor time that it had used until then.</returns>
    public async Task<TimeSpan> RestAsync(int looks, CancellationToken cancellationToken)
    {
        // Linux counts processor time in steps of 10 ms; two equal readings this far apart mean that it is idle.
        var used = ProcessorTime;
        for (var seen = 0; seen < looks; seen++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(15), cancellationToken);
            var now = ProcessorTime;
            if (now != used)
                seen = -1;
            used = now;
        }

        return used;
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

    private async Task UntilReadyAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < StartPatience)
        {
            if (_process.HasExited)
                break;
            try
            {
                using var answer = await http.GetAsync(new Uri(Url, "/health/ready"), cancellationToken);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It is not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }

        throw new InvalidOperationException($"The service did not become ready:\n{Output}");
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (_gate)
        {
            _last.Enqueue(line);
            if (_last.Count > 200)
                _last.Dequeue();
            if (line.Contains("Exception", StringComparison.Ordinal) && _exceptions.Count < 5_000)
                _keep = LinesAfterAnException;
            if (_keep-- > 0)
                _exceptions.Add(line);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
