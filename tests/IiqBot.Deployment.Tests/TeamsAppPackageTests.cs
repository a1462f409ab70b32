using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using IiqBot.Web.Packaging;
using NJsonSchema;

namespace IiqBot.Deployment.Tests;

public sealed class TeamsAppPackageTests
{
    private const string AppId = "6d1a2c55-6a8e-4a35-9a06-0f0b6f0e4b11";
    private static readonly TeamsAppDetails Details = new(AppId, "iiqbot.maplewood.example");

    [Fact]
    public void It_holds_the_manifest_and_its_two_icons_at_the_top_level() =>
        Assert.Equal(["color.png", "manifest.json", "outline.png"], Unzip(Make(Details)).Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task The_manifest_fits_Microsofts_schema()
    {
        var path = Repository.Schema("teams-manifest", "MicrosoftTeams.schema.json");
        var schema = await JsonSchema.FromFileAsync(path, TestContext.Current.CancellationToken);

        Assert.Empty(schema.Validate(ManifestText(Details)));
        Assert.NotEmpty(schema.Validate(ManifestText(Details).Replace("groupChat", "groupchat", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_manifest_says_whose_bot_it_is()
    {
        var manifest = Manifest(
            Details with
            {
                AppId = AppId.ToUpperInvariant(),
                HostName = "IiqBot.Maplewood.example",
                Version = "1.2.3",
            }
        );

        Assert.Equal(AppId, manifest.GetProperty("id").GetString());
        Assert.Equal(AppId, manifest.GetProperty("bots")[0].GetProperty("botId").GetString());
        Assert.Equal("1.2.3", manifest.GetProperty("version").GetString());
        Assert.Equal(["iiqbot.maplewood.example"], Strings(manifest.GetProperty("validDomains")));
        Assert.Equal("https://iiqbot.maplewood.example/", manifest.GetProperty("developer").GetProperty("privacyUrl").GetString());
    }

    [Fact]
    public void The_developers_name_and_pages_are_the_districts_own()
    {
        var developer = Manifest(
                Details with
                {
                    DeveloperName = "Maplewood \"Help\" Désk {{appId}}",
                    WebsiteUrl = "https://maplewood.example/help",
                    TermsOfUseUrl = "https://maplewood.example/terms?a=1&b=2",
                }
            )
            .GetProperty("developer");

        Assert.Equal("Maplewood \"Help\" Désk {{appId}}", developer.GetProperty("name").GetString());
        Assert.Equal("https://maplewood.example/help", developer.GetProperty("privacyUrl").GetString());
        Assert.Equal("https://maplewood.example/terms?a=1&b=2", developer.GetProperty("termsOfUseUrl").GetString());
    }

    [Fact]
    public void No_placeholder_is_left() => Assert.DoesNotContain("{{", ManifestText(Details), StringComparison.Ordinal);

    [Theory]
    [InlineData("color.png", 192)]
    [InlineData("outline.png", 32)]
    public void An_icon_is_a_square_PNG_of_the_size_Teams_asks_for(string name, int size)
    {
        var png = Unzip(Make(Details))[name];

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        Assert.Equal("IHDR", Encoding.ASCII.GetString(png, 12, 4));
        Assert.Equal(size, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(size, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
    }

    [Fact]
    public void The_same_details_give_the_same_bytes()
    {
        var package = Make(Details);

        Assert.Equal(package, Make(Details));
        using var archive = new ZipArchive(new MemoryStream(package));
        Assert.All(archive.Entries, entry => Assert.Equal(1980, entry.LastWriteTime.Year));
    }

    [Theory]
    [InlineData("")]
    [InlineData("iiqbot")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public void A_bad_app_id_is_refused(string appId) => AssertRefused(Details with { AppId = appId }, "app id");

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("https://iiqbot.maplewood.example")]
    [InlineData("iiqbot.maplewood.example:443")]
    [InlineData("iiqbot.maplewood.example/api/messages")]
    [InlineData("iiqbot.maplewood.example\n")]
    [InlineData("*.maplewood.example")]
    [InlineData("-iiqbot.maplewood.example")]
    [InlineData("10.0.0.1")]
    [InlineData("[::1]")]
    public void A_bad_host_name_is_refused(string host) => AssertRefused(Details with { HostName = host }, "host name");

    [Theory]
    [InlineData("1.0")]
    [InlineData("1.0.0-beta")]
    [InlineData("01.0.0")]
    public void A_bad_version_is_refused(string version) => AssertRefused(Details with { Version = version }, "version");

    [Fact]
    public void A_bad_address_or_name_is_refused()
    {
        AssertRefused(Details with { PrivacyUrl = "http://maplewood.example/privacy" }, "https");
        AssertRefused(Details with { WebsiteUrl = "maplewood.example" }, "https");
        AssertRefused(Details with { DeveloperName = new string('m', 33) }, "32");
    }

    internal static JsonElement Manifest(TeamsAppDetails details) => Json.Parse(ManifestText(details));

    internal static Dictionary<string, byte[]> Unzip(byte[] package)
    {
        using var archive = new ZipArchive(new MemoryStream(package));
        return archive.Entries.ToDictionary(entry => entry.FullName, Read, StringComparer.Ordinal);
    }

    private static string ManifestText(TeamsAppDetails details) => Encoding.UTF8.GetString(Unzip(Make(details))["manifest.json"]);

    private static byte[] Make(TeamsAppDetails details)
    {
        using var zip = new MemoryStream();
        TeamsAppPackage.Write(zip, details);
        return zip.ToArray();
    }

    private static void AssertRefused(TeamsAppDetails details, string reason)
    {
        using var zip = new MemoryStream();

        var refusal = Assert.Throws<ArgumentException>(() => TeamsAppPackage.Write(zip, details));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, zip.Length);
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static IEnumerable<string?> Strings(JsonElement array) => array.EnumerateArray().Select(item => item.GetString());
}
