using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IiqBot.Storage.Database;
using IiqBot.Storage.Tests.Databases;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static IiqBot.Storage.Tests.Contracts.Samples;

namespace IiqBot.Storage.Tests;

/// <summary>Data-protection keys are stored in the database only if a certificate outside it encrypts them.</summary>
public sealed class KeyProtectionTests(PostgreSqlServer server) : IDisposable
{
    private const string Purpose = "test";
    private readonly string _folder = Directory.CreateTempSubdirectory("iiqbot-keys-").FullName;

    public static TheoryData<Kind> Real => Contracts.Samples.Durable;

    [Theory, MemberData(nameof(Real))]
    public async Task With_a_certificate_keys_are_encrypted_in_the_database_for_all_replicas(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server, Settings(Certificate()));
        var secret = world.Get<IDataProtectionProvider>().CreateProtector(Purpose).Protect("xoxb-made-up");

        await using (var context = world.Get<StorageDatabase>().CreateContext())
        {
            var kept = Assert.Single(await context.DataProtectionKeys.AsNoTracking().ToListAsync(Token));
            Assert.Contains("EncryptedData", kept.Xml!, StringComparison.Ordinal);
            Assert.DoesNotContain("masterKey", kept.Xml!, StringComparison.OrdinalIgnoreCase);
        }

        var other = await world.AfterDeathAsync();
        Assert.Equal("xoxb-made-up", other.Get<IDataProtectionProvider>().CreateProtector(Purpose).Unprotect(secret));
        await using var both = other.Get<StorageDatabase>().CreateContext();
        Assert.Equal(1, await both.DataProtectionKeys.CountAsync(Token)); // still the same key
    }

    [Fact]
    public async Task Keys_in_the_database_cannot_be_read_without_the_certificate()
    {
        await using var world = await World.OpenAsync(Kind.PostgreSql, server, Settings(Certificate()));
        var secret = world.Get<IDataProtectionProvider>().CreateProtector(Purpose).Protect("xoxb-made-up");

        var thief = await world.JoinAsync(Settings(Certificate()));

        Assert.ThrowsAny<CryptographicException>(() => thief.Get<IDataProtectionProvider>().CreateProtector(Purpose).Unprotect(secret));
    }

    [Theory, MemberData(nameof(Real))]
    public async Task Without_a_certificate_no_keys_are_stored_in_the_database(Kind kind)
    {
        await using var world = await World.CreateAsync(kind, server);
        // The host may keep keys itself, as here.
        world.Also = services => services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(_folder));
        await world.JoinAsync();

        var protector = world.Get<IDataProtectionProvider>().CreateProtector(Purpose);

        Assert.Equal("x", protector.Unprotect(protector.Protect("x")));
        Assert.NotEmpty(Directory.EnumerateFiles(_folder, "key-*.xml"));
        await using var context = world.Get<StorageDatabase>().CreateContext();
        Assert.Equal(0, await context.DataProtectionKeys.CountAsync(Token));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (string Name, string Value)[] Settings(string certificate) =>
        [("Storage:KeyCertificatePath", certificate), ("Storage:KeyCertificatePassword", "sesame")];

    private string Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, "sesame"));
        return path;
    }
}
