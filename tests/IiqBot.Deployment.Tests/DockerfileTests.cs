using IiqBot.Tests.Reference;

namespace IiqBot.Deployment.Tests;

/// <summary>What can be checked about the image without building it.</summary>
public sealed class DockerfileTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Infra, "Dockerfile"));

    [Fact]
    public void Every_copied_file_exists()
    {
        var sources = Lines
            .Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')[1..^1])
            .ToList();

        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.True(Path.Exists(Path.Combine(RepositoryFolder.Root, source)), source));
    }

    [Fact]
    public void Every_build_file_in_the_root_is_copied()
    {
        var copied = string.Join(' ', Lines);
        Assert.All(
            Directory.EnumerateFiles(RepositoryFolder.Root, "Directory.*").Select(Path.GetFileName),
            file => Assert.Contains(file!, copied, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_program_runs_without_rights_and_without_a_shell()
    {
        var final = Lines[Array.FindLastIndex(Lines, line => line.StartsWith("FROM ", StringComparison.Ordinal))..];

        Assert.Contains("chiseled-extra", final[0], StringComparison.Ordinal);
        Assert.Contains("USER $APP_UID", final);
        Assert.DoesNotContain(final, line => line.StartsWith("RUN ", StringComparison.Ordinal));
    }
}
