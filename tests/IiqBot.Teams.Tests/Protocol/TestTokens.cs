using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace IiqBot.Teams.Tests.Protocol;

/// <summary>The channel service as a bot's token check sees it: keys, the documents that publish them, and tokens.</summary>
public sealed class TestTokens(TimeProvider time) : HttpMessageHandler
{
    public const string MetadataUrl = "https://login.test/v1/.well-known/openidconfiguration";
    public const string Issuer = "https://api.botframework.com";

    /// <summary>Creating a key takes time, so all hosts publish the same first one.</summary>
    private static readonly RSA First = RSA.Create(2048);

    private readonly List<(string Kid, RSA Key, string[]? Endorsements)> _published = [];

    public DateTimeOffset Now => time.GetUtcNow();

    public int Fetches { get; private set; }

    public bool IsDown { get; set; }

    public string? MetadataBody { get; set; }

    /// <summary>Makes requests wait until their client gives up.</summary>
    public bool Hangs { get; set; }

    /// <summary>Completes when a request arrives while it hangs.</summary>
    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RSA Publish(string kid, params string[]? endorsements)
    {
        var key = kid == "k1" ? First : RSA.Create(2048);
        _published.Add((kid, key, endorsements));
        return key;
    }

    public void Withdraw(string kid) => _published.RemoveAll(key => key.Kid == kid);

    public RSA this[string kid] => _published.First(key => key.Kid == kid).Key;

    /// <summary>A token. Every claim can be replaced, and null leaves it out.</summary>
    public string Make(RSA key, string kid = "k1", string algorithm = "RS256", params (string Name, object? Value)[] changes)
    {
        var now = time.GetUtcNow();
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = Issuer,
            ["aud"] = TeamsHost.AppId,
            ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(59).ToUnixTimeSeconds(),
            ["serviceurl"] = TeamsHost.ServiceUrl,
        };
        foreach (var (name, value) in changes)
            claims[name] = value;
        var header = Encode(
            JsonSerializer.Serialize(
                new
                {
                    alg = algorithm,
                    kid,
                    typ = "JWT",
                }
            )
        );
        var payload = Encode(JsonSerializer.Serialize(claims.Where(claim => claim.Value is not null).ToDictionary()));
        var signed = Encoding.ASCII.GetBytes($"{header}.{payload}");
        var signature = algorithm switch
        {
            "none" => [],
            "HS256" => HMACSHA256.HashData(key.ExportSubjectPublicKeyInfo(), signed), // classic attack: public key as shared secret
            "RS384" => key.SignData(signed, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
            "RS512" => key.SignData(signed, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            "PS256" => key.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            _ => key.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };
        return $"{header}.{payload}.{Base64UrlEncoder.Encode(signature)}";
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Fetches++;
        if (Hangs)
        {
            Asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        if (IsDown)
            return new HttpResponseMessage(HttpStatusCode.BadGateway);
        var body =
            request.RequestUri!.AbsoluteUri == MetadataUrl
                ? MetadataBody ?? JsonSerializer.Serialize(new { issuer = Issuer, jwks_uri = "https://login.test/keys" })
                : JsonSerializer.Serialize(new { keys = _published.Select(Jwk) });
        return new HttpResponseMessage { Content = new StringContent(body, Encoding.UTF8, "application/json") };
    }

    private static Dictionary<string, object> Jwk((string Kid, RSA Key, string[]? Endorsements) published)
    {
        var numbers = published.Key.ExportParameters(includePrivateParameters: false);
        var jwk = new Dictionary<string, object>
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = published.Kid,
            ["n"] = Base64UrlEncoder.Encode(numbers.Modulus),
            ["e"] = Base64UrlEncoder.Encode(numbers.Exponent),
        };
        if (published.Endorsements is { } endorsements)
            jwk["endorsements"] = endorsements;
        return jwk;
    }

    private static string Encode(string json) => Base64UrlEncoder.Encode(json);
}
