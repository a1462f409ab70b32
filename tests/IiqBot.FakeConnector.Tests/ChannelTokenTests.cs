using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IiqBot.FakeConnector.Tests;

/// <summary>The tokens for the bot, checked only with Microsoft's own library and the published documents.</summary>
public sealed class ChannelTokenTests : TeamsTest
{
    public static TheoryData<string> WrongTokens => [.. ChannelTokenOptions.Wrong.Keys];

    [Fact]
    public async Task The_usual_token_is_valid()
    {
        Assert.Null(await RefusalAsync(Teams.CreateAuthorization()));
        Assert.Equal(Teams.CreateAuthorization(), Teams.CreateAuthorization());
    }

    [Theory]
    [MemberData(nameof(WrongTokens))]
    public async Task Each_wrong_token_is_refused(string what) =>
        Assert.NotNull(await RefusalAsync(Teams.CreateAuthorization(ChannelTokenOptions.Wrong[what])));

    [Fact]
    public async Task After_a_rotation_the_old_key_is_no_longer_published()
    {
        var before = Teams.CreateAuthorization();
        Teams.RotateKeys();
        Assert.NotNull(await RefusalAsync(before));
        Assert.NotNull(await RefusalAsync(Teams.CreateAuthorization(new() { Key = ChannelKey.Retired })));
        Assert.Null(await RefusalAsync(Teams.CreateAuthorization()));
    }

    [Fact]
    public async Task A_rotation_can_keep_the_old_key()
    {
        var before = Teams.CreateAuthorization();
        Teams.RotateKeys(keepOld: true);
        Assert.Null(await RefusalAsync(before));
        Assert.Null(await RefusalAsync(Teams.CreateAuthorization()));
    }

    private async Task<string?> RefusalAsync(string? header)
    {
        if (header?.StartsWith("Bearer ", StringComparison.Ordinal) != true)
            return "no bearer token";
        using var metadata = await Http.GetAsync(Teams.OpenIdMetadataUrl, Cancel);
        var document = await JsonAsync(metadata);
        using var keys = await Http.GetAsync(document.GetProperty("jwks_uri").GetString(), Cancel);
        var jwks = await keys.Content.ReadAsStringAsync(Cancel);
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(
            header["Bearer ".Length..],
            new TokenValidationParameters
            {
                ValidIssuer = document.GetProperty("issuer").GetString(),
                ValidAudience = Options.AppId,
                IssuerSigningKeys = new JsonWebKeySet(jwks).GetSigningKeys(),
                ValidAlgorithms =
                [
                    .. document.GetProperty("id_token_signing_alg_values_supported").EnumerateArray().Select(a => a.GetString()),
                ],
                ClockSkew = TimeSpan.FromMinutes(5),
            }
        );
        if (!result.IsValid)
            return result.Exception.Message;
        if (result.ClaimsIdentity.FindFirst("serviceurl")?.Value != Teams.ServiceUrl.AbsoluteUri)
            return "service URL";
        var key = JsonElement
            .Parse(jwks)
            .GetProperty("keys")
            .EnumerateArray()
            .Single(k => k.GetProperty("kid").GetString() == ((JsonWebToken)result.SecurityToken).Kid);
        return key.GetProperty("endorsements").EnumerateArray().Any(e => e.GetString() == "msteams") ? null : "endorsement";
    }
}
