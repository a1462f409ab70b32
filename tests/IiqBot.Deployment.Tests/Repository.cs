using System.Reflection;
using IiqBot.Tests.Reference;

namespace IiqBot.Deployment.Tests;

/// <summary>The files that the tests read, and the compiler that the build found.</summary>
internal static class Repository
{
    public static string Bicep { get; } = Metadata("Bicep");

    public static string Infra => Path.Combine(RepositoryFolder.Root, "infra");

    /// <summary>A published schema; tests/data/ORIGINS.md says where it comes from.</summary>
    public static string Schema(string folder, string name) => Path.Combine(RepositoryFolder.Root, "tests", "data", folder, name);

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
