using System.Runtime.InteropServices;

namespace IiqBot.Benchmarks;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    public static void Print()
    {
        Console.WriteLine(
            $"{DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, "
                + $"{Environment.ProcessorCount} processors, load {Load()}"
        );
#if DEBUG
        Console.WriteLine("A debug build: the figures say nothing. Run with -c Release.");
#endif
    }

    /// <summary>The average number of waiting processes in the last minute, this machine's other work included.</summary>
    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
