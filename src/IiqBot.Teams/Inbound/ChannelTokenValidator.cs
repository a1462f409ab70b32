using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IiqBot.Teams.Inbound;

/// <summary>
/// Validates the channel service's token: signature by a published key, RS256 only, issuer, audience, lifetime with five minutes' skew
/// (learn.microsoft.com, "Authenticate requests from the Bot Connector service to your bot").
/// </summary>
internal sealed class ChannelTokenValidator(SigningKeys keys, IOptions<TeamsOptions> options, TimeProvider time)
{
    private const int MaxLength = 16 * 1024;
    private const string ServiceUrlClaim = "serviceurl";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>The rules for a token signed by this key; made once for each key, and forgotten with it.</summary>
    private sealed record KeyRules(TokenValidationParameters Parameters, IReadOnlyList<string> Endorsements);

    private readonly ConditionalWeakTable<JsonWebKey, KeyRules> _rules = [];
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxLength };

    /// <summary>Reads the token; null when it is invalid.</summary>
    /// <exception cref="MetadataUnavailableException">The signing keys are not available.</exception>
    public async ValueTask<ChannelToken?> ValidateAsync(string? authorization, CancellationToken cancellationToken)
    {
        if (Read(authorization) is not { } token || token.Alg != SecurityAlgorithms.RsaSha256 || string.IsNullOrEmpty(token.Kid))
            return null;
        if (await keys.FindAsync(token.Kid, cancellationToken) is not { } key)
            return null;

        var rules = _rules.GetValue(key, RulesFor);
        var result = await _handler.ValidateTokenAsync(token, rules.Parameters);
        if (!result.IsValid)
            return null;
        return new ChannelToken(token.TryGetPayloadValue<string>(ServiceUrlClaim, out var url) ? url : null, rules.Endorsements);
    }

    private KeyRules RulesFor(JsonWebKey key) =>
        new(
            new TokenValidationParameters
            {
                IssuerSigningKey = key,
                ValidateIssuerSigningKey = true,
                RequireSignedTokens = true,
                ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
                ValidIssuer = options.Value.Cloud.Issuer,
                ValidAudience = options.Value.AppId,
                RequireExpirationTime = true,
                LifetimeValidator = IsAlive,
            },
            EndorsementsOf(key)
        );

    private JsonWebToken? Read(string? authorization)
    {
        const string scheme = "Bearer ";
        if (authorization is null || !authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            return null;

        var text = authorization[scheme.Length..].Trim();
        if (text.Length > MaxLength || text.AsSpan().Count('.') != 2)
            return null;
        try
        {
            return _handler.ReadJsonWebToken(text);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or JsonException)
        {
            return null; // not a token at all
        }
    }

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + Skew && (notBefore is not { } start || start - Skew <= now);
    }

    /// <summary>The channel service publishes <c>endorsements</c> beside each key in its key set.</summary>
    private static IReadOnlyList<string> EndorsementsOf(JsonWebKey key)
    {
        if (!key.AdditionalData.TryGetValue("endorsements", out var found))
            return [];
        return found switch
        {
            JsonElement { ValueKind: JsonValueKind.Array } list =>
            [
                .. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!),
            ],
            string => [],
            IEnumerable list => [.. list.Cast<object?>().Select(item => item?.ToString()).OfType<string>()],
            _ => [],
        };
    }
}
