using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IiqBot.FakeConnector.Login;

/// <summary>
/// Checks a certificate's client assertion as Microsoft Entra documents it: RS256 or PS256 by the registered certificate, named in
/// <c>x5t</c> or <c>x5t#S256</c>; <c>iss</c> and <c>sub</c> the app id, <c>aud</c> the token endpoint, a short life, a fresh <c>jti</c>.
/// </summary>
internal sealed class ClientAssertion(FakeTeamsOptions options)
{
    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);

    /// <summary>Null if the assertion is valid, otherwise the error.</summary>
    public async Task<string?> RefusalAsync(string assertion, string tokenEndpoint)
    {
        if (options.AppCertificate is not { } certificate)
            return "no certificate is registered for the application";
        var handler = new JsonWebTokenHandler { MapInboundClaims = false };
        // MSAL uses the machine's clock for assertions, so the machine's clock judges them, whatever clock the test has.
        var result = await handler.ValidateTokenAsync(
            assertion,
            new TokenValidationParameters
            {
                ValidIssuer = options.AppId,
                ValidAudience = tokenEndpoint,
                IssuerSigningKey = new RsaSecurityKey(certificate.GetRSAPublicKey()),
                TryAllIssuerSigningKeys = true,
                ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
                RequireExpirationTime = true,
            }
        );
        if (!result.IsValid)
            return result.Exception.GetType().Name;
        var token = (JsonWebToken)result.SecurityToken;
        if (token.Subject != options.AppId)
            return "sub is not the client id";
        if (!NamesCertificate(token, certificate))
            return "neither x5t nor x5t#S256 names the registered certificate";
        return token.Id is { Length: > 0 } id && _seen.TryAdd(id, true) ? null : "jti is missing or was used before";
    }

    private static bool NamesCertificate(JsonWebToken token, X509Certificate2 certificate) =>
        (
            token.TryGetHeaderValue("x5t#S256", out string sha256)
            && sha256 == Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA256))
        )
        || (
            token.TryGetHeaderValue("x5t", out string sha1)
            && sha1 == Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA1))
        );
}
