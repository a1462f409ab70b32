using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IiqBot.Web.Tests;

/// <summary>A certificate with its private key, in a file that is deleted with the test.</summary>
internal sealed class KeyCertificate : IDisposable
{
    public KeyCertificate(string password)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        File.WriteAllBytes(Path, certificate.Export(X509ContentType.Pkcs12, password));
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"iiqbot-{Guid.NewGuid():N}.pfx");

    public void Dispose() => File.Delete(Path);
}
