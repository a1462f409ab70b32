using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace IiqBot.FakeConnector.Tokens;

/// <summary>An RSA key with the channels it is endorsed for.</summary>
internal sealed class SigningKey(params string[] endorsements)
{
    private readonly RSA _rsa = RSA.Create(2048);

    public string Id { get; } = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(20));

    /// <param name="claimedId">The key id to claim, to forge another key's.</param>
    public SigningCredentials Credentials(string? claimedId = null) =>
        new(new RsaSecurityKey(_rsa) { KeyId = claimedId ?? Id }, SecurityAlgorithms.RsaSha256);

    public byte[] PublicKey() => _rsa.ExportSubjectPublicKeyInfo();

    /// <summary>The JWK as the Bot Connector publishes it: RFC 7517 with <c>endorsements</c>.</summary>
    public JsonObject ToJwk()
    {
        var key = _rsa.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = Id,
            ["x5t"] = Id,
            ["n"] = Base64Url.EncodeToString(key.Modulus),
            ["e"] = Base64Url.EncodeToString(key.Exponent),
            ["endorsements"] = new JsonArray([.. endorsements.Select(e => JsonValue.Create(e))]),
        };
    }
}
