using System.Reflection;

namespace IiqBot.Deployment.Tests;

/// <summary>Where things are on this machine, as the build found them.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("Root");

    public static string Bicep { get; } = Metadata("Bicep");

    public static string Infra => Path.Combine(Root, "infra");

    /// <summary>A published schema; tests/data/ORIGINS.md says whose.</summary>
    public static string Schema(string folder, string name) => Path.Combine(Root, "tests", "data", folder, name);

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
