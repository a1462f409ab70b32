using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IiqBot.FakeConnector.Hosting;

/// <summary>A certificate authority created at startup, and a server certificate that it issued for loopback and for SharePoint.</summary>
internal sealed class FakeCertificates : IDisposable
{
    private FakeCertificates(X509Certificate2 authority, X509Certificate2 server) => (Authority, Server) = (authority, server);

    /// <summary>The self-signed authority, without its private key.</summary>
    public X509Certificate2 Authority { get; }

    public X509Certificate2 Server { get; }

    public static FakeCertificates Create()
    {
        // The TLS stack checks certificates with the machine's clock, whatever clock the test has.
        var now = TimeProvider.System.GetUtcNow();
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=Fake Teams test authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var authority = authorityRequest.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));

        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var serverRequest = new CertificateRequest("CN=localhost", serverKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName("*.sharepoint.com");
        names.AddIpAddress(IPAddress.Loopback);
        serverRequest.CertificateExtensions.Add(names.Build());
        serverRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        serverRequest.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "Server Authentication")], false)
        );
        using var issued = serverRequest.Create(authority, now.AddDays(-1), now.AddDays(29), RandomNumberGenerator.GetBytes(12));
        return new FakeCertificates(X509CertificateLoader.LoadCertificate(authority.RawData), issued.CopyWithPrivateKey(serverKey));
    }

    /// <summary>A handler that trusts this authority and no other.</summary>
    public SocketsHttpHandler CreateHandler()
    {
        var handler = new SocketsHttpHandler();
        Trust(handler);
        return handler;
    }

    /// <summary>Makes a handler trust this authority and no other.</summary>
    public void Trust(SocketsHttpHandler handler) =>
        handler.SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { Authority },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        };

    public void Dispose()
    {
        Authority.Dispose();
        Server.Dispose();
    }
}
