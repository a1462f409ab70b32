using System.Diagnostics;
using System.Runtime.InteropServices;

namespace IiqBot.Deployment.Tests;

/// <summary>The output of the compiler: the result, and everything it reported about the source.</summary>
internal sealed record Compilation(int ExitCode, string Output, string Diagnostics);

/// <summary>
/// The Bicep compiler from its package. It reports wrong names and types only as warnings, with exit code 0 (seen with 0.49.2), so a test
/// must look at the diagnostics.
/// </summary>
internal static class BicepCompiler
{
    public static async Task<Compilation> RunAsync(params string[] arguments)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64)
            Assert.Skip("The Bicep compiler's package is for Linux on x64.");

        var cancellationToken = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(Repository.Bicep, arguments)
        {
            WorkingDirectory = Repository.Infra,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("INCIDENT_IQ_API_TOKEN");
        start.Environment.Remove("DATABASE_PASSWORD");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var diagnostics = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new(process.ExitCode, await output, await diagnostics);
    }
}
