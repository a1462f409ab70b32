using System.Security.Cryptography.X509Certificates;
using IiqBot.Storage.Database;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Storage;

/// <summary>
/// Keeps the key ring of ASP.NET Core Data Protection in the database, encrypted by the configured certificate. Without one it
/// is not kept there at all: whoever reads the database must not be able to read what it protects.
/// </summary>
internal static class KeyProtection
{
    /// <summary>Adds it.</summary>
    public static void Add(IServiceCollection services, StorageOptions options)
    {
        if (options.KeyCertificatePath is null)
            return;
        services.AddScoped(provider => provider.GetRequiredService<StorageDatabase>().CreateContext());
        services
            .AddDataProtection()
            .SetApplicationName("IiqBot")
            .PersistKeysToDbContext<StorageContext>()
            .ProtectKeysWithCertificate(Load(options));
    }

    /// <summary>Reads the certificate.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It is no certificate, or the password is wrong.</exception>
    public static X509Certificate2 Load(StorageOptions options) =>
        X509CertificateLoader.LoadPkcs12FromFile(options.KeyCertificatePath!, options.KeyCertificatePassword);
}
