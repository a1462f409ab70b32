using System.Reflection;

namespace IiqBot.Deployment.Tests;

/// <summary>Where things are on this machine, as the build found them.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("Root");

    public static string Bicep { get; } = Metadata("Bicep");

    public static string Infra => Path.Combine(Root, "infra");

    /// <summary>A file beside the repository that only the project's own machines have; skips the test where it is absent.</summary>
    public static string Shared(params string[] path)
    {
        var file = Path.Combine([Root, "..", "shared", .. path]);
        if (!File.Exists(file)) Assert.Skip($"The schema is not on this machine: ../shared/{string.Join('/', path)}.");
        return file;
    }

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
