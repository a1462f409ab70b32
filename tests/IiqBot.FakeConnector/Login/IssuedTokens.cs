using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IiqBot.FakeConnector.Login;

/// <summary>
/// The access tokens that the login endpoint issued. The Connector accepts only exactly these strings, which is stricter and faster than
/// checking a signature.
/// </summary>
internal sealed class IssuedTokens(FakeTeamsOptions options)
{
    private static readonly SigningCredentials Credentials = new(new RsaSecurityKey(RSA.Create(2048)), SecurityAlgorithms.RsaSha256);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _headers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _revoked = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>How many tokens were issued.</summary>
    public int Count => Volatile.Read(ref _count);

    public string Issue(string tenantId)
    {
        var now = options.TimeProvider.GetUtcNow();
        var expires = now + options.AccessTokenLifetime;
        var token = new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = $"https://sts.windows.net/{tenantId}/",
                Audience = "https://api.botframework.com",
                NotBefore = now.UtcDateTime,
                IssuedAt = now.UtcDateTime,
                Expires = expires.UtcDateTime,
                Claims = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["appid"] = options.AppId,
                    ["tid"] = tenantId,
                    ["uti"] = Guid.NewGuid().ToString("N"),
                },
                SigningCredentials = Credentials,
            }
        );
        _headers["Bearer " + token] = expires;
        Interlocked.Increment(ref _count);
        return token;
    }

    public void RevokeAll()
    {
        foreach (var header in _headers.Keys)
        {
            _headers.TryRemove(header, out _);
            _revoked[header] = true;
        }
    }

    public TokenVerdict Judge(string? authorization)
    {
        if (authorization is null)
            return TokenVerdict.Missing;
        if (_headers.TryGetValue(authorization, out var expires))
            return expires > options.TimeProvider.GetUtcNow() ? TokenVerdict.Accepted : TokenVerdict.Expired;
        return _revoked.ContainsKey(authorization) ? TokenVerdict.Revoked : TokenVerdict.Foreign;
    }
}

internal enum TokenVerdict
{
    Accepted,
    Missing,
    Foreign,
    Expired,
    Revoked,
}
