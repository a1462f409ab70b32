using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IiqBot.FakeConnector.Tokens;

/// <summary>
/// The Bot Connector's keys and the tokens it signs for the bot
/// (Bot Framework documentation, "Authentication with the Bot Connector API", Connector to Bot).
/// </summary>
internal sealed class ChannelTokens(FakeTeamsOptions options)
{
    // Shared by all fakes of a process, because making an RSA key is slow; neither key is ever endorsed for msteams.
    private static readonly Lazy<SigningKey> OtherChannel = new(() => new SigningKey("webchat", "directline"));
    private static readonly Lazy<SigningKey> Stranger = new(() => new SigningKey());

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly Lock _gate = new();
    private SigningKey _current = NewKey();
    private SigningKey? _retired;
    private bool _retiredIsPublished;
    private (string ServiceUrl, DateTimeOffset Until, string Header)? _cached;

    public void Rotate(bool keepOld)
    {
        lock (_gate)
        {
            (_retired, _current, _retiredIsPublished, _cached) = (_current, NewKey(), keepOld, null);
        }
    }

    public JsonObject Jwks()
    {
        lock (_gate)
        {
            var keys = new JsonArray(_current.ToJwk(), OtherChannel.Value.ToJwk());
            if (_retiredIsPublished && _retired is not null)
                keys.Add(_retired.ToJwk());
            return new JsonObject { ["keys"] = keys };
        }
    }

    /// <summary>The Authorization header's value; null sends no header.</summary>
    public string? Header(ChannelTokenOptions token, string serviceUrl)
    {
        if (token.Header is { } header)
            return header.Length == 0 ? null : header;
        lock (_gate)
        {
            if (token != ChannelTokenOptions.Valid)
                return "Bearer " + Sign(token, serviceUrl);
            // The Connector reuses a token for most of its lifetime. So does this fake, because otherwise benchmarks would measure its RSA.
            var now = options.TimeProvider.GetUtcNow();
            if (_cached is not { } cached || cached.ServiceUrl != serviceUrl || cached.Until <= now)
                _cached = cached = (serviceUrl, now.AddMinutes(30), "Bearer " + Sign(token, serviceUrl));
            return cached.Header;
        }
    }

    private string Sign(ChannelTokenOptions token, string serviceUrl)
    {
        var now = options.TimeProvider.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>(StringComparer.Ordinal);
        if (token.ServiceUrl != "")
            claims["serviceurl"] = token.ServiceUrl ?? serviceUrl;
        var signed = _handler.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = token.Issuer,
                Audience = token.Audience ?? options.AppId,
                NotBefore = now + token.NotBefore,
                Expires = now + token.Expires,
                Claims = claims,
                SigningCredentials =
                    token.Signature == ChannelSignature.SymmetricWithPublicKey
                        ? new SigningCredentials(
                            new SymmetricSecurityKey(_current.PublicKey()) { KeyId = _current.Id },
                            SecurityAlgorithms.HmacSha256
                        )
                        : Credentials(token.Key),
            }
        );
        return token.Signature switch
        {
            ChannelSignature.Tampered => Tamper(signed),
            ChannelSignature.None => $"{Encode("""{"alg":"none","typ":"JWT"}""")}.{signed.Split('.')[1]}.",
            _ => signed,
        };
    }

    private SigningCredentials Credentials(ChannelKey key) =>
        key switch
        {
            ChannelKey.Current => _current.Credentials(),
            ChannelKey.Retired => (
                _retired ?? throw new InvalidOperationException("No key was retired yet: call RotateKeys first.")
            ).Credentials(),
            ChannelKey.EndorsedForAnotherChannel => OtherChannel.Value.Credentials(),
            ChannelKey.Unpublished => Stranger.Value.Credentials(),
            _ => Stranger.Value.Credentials(_current.Id),
        };

    private static SigningKey NewKey() => new("msteams", "skypeforbusiness");

    private static string Tamper(string token)
    {
        var parts = token.Split('.');
        var payload = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!.AsObject();
        payload["tampered"] = true;
        return $"{parts[0]}.{Encode(payload.ToJsonString())}.{parts[2]}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
