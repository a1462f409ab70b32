using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace IiqBot.Benchmarks.Micro;

/// <summary>Times what a request does in memory.</summary>
internal static class MicroRun
{
    public static void Run()
    {
        // In this process: the separate project that BenchmarkDotNet would build takes on the repository's lock files and analyzers.
        var job = Job
            .Default.WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(10)
            .WithIterationCount(9)
            .WithIterationTime(TimeInterval.FromMilliseconds(200));
        var artifacts = Directory.CreateTempSubdirectory("iiqbot-benchmarks");
        var config = ManualConfig.CreateEmpty().AddJob(job).WithArtifactsPath(artifacts.FullName).AddLogger(NullLogger.Instance);
        Console.WriteLine("\nIn memory: BenchmarkDotNet, 9 iterations; the machine's other work shows in the spread.");
        var table = new Table("what", "median µs", "min", "max", "allocated KB");
        foreach (
            var report in BenchmarkRunner
                .Run([typeof(CardBenchmarks), typeof(LineBenchmarks)], config)
                .SelectMany(summary => summary.Reports)
        )
            table.Add(Row(report));
        artifacts.Delete(recursive: true);
        table.Print();
    }

    private static string[] Row(BenchmarkReport report)
    {
        var benchmark = report.BenchmarkCase;
        var name = benchmark.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
        if (benchmark.Parameters.Items is [{ Value: string line }])
            name += $": {line}";
        if (report.ResultStatistics is not { } times)
            return [name, "failed", "", "", ""];
        return
        [
            name,
            Micros(times.Median),
            Micros(times.Min),
            Micros(times.Max),
            $"{(report.GcStats.GetBytesAllocatedPerOperation(benchmark) ?? 0) / 1024.0:0.0}",
        ];
    }

    private static string Micros(double nanoseconds) => $"{nanoseconds / 1000:0.00}";
}
