namespace IiqBot.FakeConnector;

/// <summary>Which key signs a token sent to the bot.</summary>
public enum ChannelKey
{
    /// <summary>The published key endorsed for msteams.</summary>
    Current,

    /// <summary>The key used before the last <see cref="FakeTeams.RotateKeys"/>.</summary>
    Retired,

    /// <summary>A published key endorsed for another channel only.</summary>
    EndorsedForAnotherChannel,

    /// <summary>A key that is not published, under an id that is not published either.</summary>
    Unpublished,

    /// <summary>A key that is not published, under the id of the current one.</summary>
    Forged,
}

/// <summary>How the token is signed, correctly or not.</summary>
public enum ChannelSignature
{
    /// <summary>RS256, as the platform does.</summary>
    Valid,

    /// <summary>A claim was changed after signing.</summary>
    Tampered,

    /// <summary>Algorithm <c>none</c>, no signature.</summary>
    None,

    /// <summary>HS256 with the public key as the secret: algorithm confusion.</summary>
    SymmetricWithPublicKey,
}

/// <summary>The token of an activity; the default is what the Bot Connector sends. Each property makes one thing wrong.</summary>
public sealed record ChannelTokenOptions
{
    /// <summary>The <c>iss</c> claim.</summary>
    public string Issuer { get; init; } = "https://api.botframework.com";

    /// <summary>The <c>aud</c> claim; null means the bot's app id.</summary>
    public string? Audience { get; init; }

    /// <summary>The <c>serviceurl</c> claim; null means the true one, empty leaves the claim out.</summary>
    public string? ServiceUrl { get; init; }

    /// <summary>When the token becomes valid, from now.</summary>
    public TimeSpan NotBefore { get; init; } = TimeSpan.Zero;

    /// <summary>When the token expires, from now.</summary>
    public TimeSpan Expires { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The key.</summary>
    public ChannelKey Key { get; init; }

    /// <summary>The signature.</summary>
    public ChannelSignature Signature { get; init; }

    /// <summary>The whole Authorization header instead of a token; empty sends none.</summary>
    public string? Header { get; init; }

    /// <summary>What the Bot Connector sends.</summary>
    public static ChannelTokenOptions Valid { get; } = new();

    /// <summary>
    /// Every wrong token, by its error, for theories. <see cref="ChannelKey.Retired"/> is wrong only after a key rotation.
    /// </summary>
    public static IReadOnlyDictionary<string, ChannelTokenOptions> Wrong { get; } =
        new Dictionary<string, ChannelTokenOptions>(StringComparer.Ordinal)
        {
            ["none at all"] = new() { Header = "" },
            ["another scheme"] = new() { Header = "Basic Zm9vOmJhcg==" },
            ["not a token"] = new() { Header = "Bearer not.a.token" },
            ["other issuer"] = new() { Issuer = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/" },
            ["other audience"] = new() { Audience = "11111111-2222-3333-4444-555555555555" },
            ["expired"] = new() { NotBefore = TimeSpan.FromHours(-2), Expires = TimeSpan.FromMinutes(-6) },
            ["not yet valid"] = new() { NotBefore = TimeSpan.FromMinutes(6) },
            ["other service URL"] = new() { ServiceUrl = "https://smba.example/amer/" },
            ["no service URL"] = new() { ServiceUrl = "" },
            ["unpublished key"] = new() { Key = ChannelKey.Unpublished },
            ["forged key id"] = new() { Key = ChannelKey.Forged },
            ["key of another channel"] = new() { Key = ChannelKey.EndorsedForAnotherChannel },
            ["tampered"] = new() { Signature = ChannelSignature.Tampered },
            ["unsigned"] = new() { Signature = ChannelSignature.None },
            ["signed with the public key"] = new() { Signature = ChannelSignature.SymmetricWithPublicKey },
        };
}
