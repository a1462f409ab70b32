using System.Security.Cryptography.X509Certificates;
using IiqBot.Storage.Database;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Storage;

/// <summary>
/// Stores the key ring of ASP.NET Core Data Protection in the database, encrypted with the configured certificate. Without a certificate it
/// stores none: a person who can read the database must not be able to read what the keys protect.
/// </summary>
internal static class KeyProtection
{
    /// <summary>Registers it.</summary>
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
    /// <exception cref="System.Security.Cryptography.CryptographicException">
    /// The file holds no certificate, or the password is wrong.
    /// </exception>
    public static X509Certificate2 Load(StorageOptions options) =>
        X509CertificateLoader.LoadPkcs12FromFile(options.KeyCertificatePath!, options.KeyCertificatePassword);
}
