using System.IO.Compression;
using IiqBot.Web.Packaging;

namespace IiqBot.Deployment.Tests;

public sealed class TeamsPackageCommandTests : IDisposable
{
    private const string AppId = "6d1a2c55-6a8e-4a35-9a06-0f0b6f0e4b11";
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    [Fact]
    public void It_writes_the_package_and_says_where()
    {
        var file = _folder.File("package.zip");

        Assert.Equal(
            0,
            Run("--app-id", AppId, "--host", "iiqbot.example.org", "--out", file, "--app-version", "2.0.0", "--developer", "Maplewood")
        );

        Assert.Contains(file, _output.ToString(), StringComparison.Ordinal);
        Assert.Empty(_errors.ToString());
        var manifest = System.Text.Encoding.UTF8.GetString(TeamsAppPackageTests.Unzip(File.ReadAllBytes(file))["manifest.json"]);
        Assert.Contains("\"version\": \"2.0.0\"", manifest, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"Maplewood\"", manifest, StringComparison.Ordinal);
    }

    [Fact]
    public void It_replaces_an_older_and_longer_package()
    {
        var file = _folder.File("package.zip");
        File.WriteAllBytes(file, new byte[1_000_000]);

        Assert.Equal(0, Run("--app-id", AppId, "--host", "iiqbot.example.org", "--out", file));

        using var archive = ZipFile.OpenRead(file);
        Assert.Equal(3, archive.Entries.Count);
    }

    [Theory]
    [InlineData("--app-id is missing", "--host", "iiqbot.example.org")]
    [InlineData("--host is missing", "--app-id", AppId)]
    [InlineData("--host needs a value", "--app-id", AppId, "--host")]
    [InlineData("--host needs a value", "--host", "--app-id", AppId)]
    [InlineData("--host is given twice", "--app-id", AppId, "--host", "a.example", "--host", "b.example")]
    [InlineData("'--port' is not an option", "--app-id", AppId, "--host", "a.example", "--port", "1")]
    [InlineData("'no-guid' is not a usable GUID", "--app-id", "no-guid", "--host", "a.example")]
    [InlineData("'https://a.example' is not a public DNS name", "--app-id", AppId, "--host", "https://a.example")]
    [InlineData("is not a public DNS name", "--app-id", AppId, "--host", "a.example\n")]
    [InlineData("is not an https address", "--app-id", AppId, "--host", "a.example", "--website", "https://a.example/\n")]
    [InlineData("must have 1 to 32 characters", "--app-id", AppId, "--host", "a.example", "--developer", "Maplewood\n")]
    [InlineData("is not three numbers", "--app-id", AppId, "--host", "a.example", "--app-version", "1.0.0\n")]
    public void Invalid_arguments_are_named_and_nothing_is_written(string reason, params string[] arguments)
    {
        var file = _folder.File("package.zip");

        Assert.Equal(2, Run([.. arguments, "--out", file]));

        Assert.Contains(reason, _errors.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named()
    {
        var file = Path.Combine(_folder.File("absent"), "package.zip");

        Assert.Equal(1, Run("--app-id", AppId, "--host", "iiqbot.example.org", "--out", file));

        Assert.Contains(file, _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_explains_itself()
    {
        Assert.Equal(0, Run("--help"));

        Assert.Contains("--app-id", _output.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }

    private int Run(params string[] arguments) => TeamsPackageCommand.Run(arguments, _output, _errors);
}
