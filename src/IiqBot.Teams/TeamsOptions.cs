using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IiqBot.Teams;

/// <summary>Settings of the Teams adapter, section <c>Teams</c>.</summary>
public sealed class TeamsOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Teams";

    /// <summary>The bot's app id; also the client id of its managed identity.</summary>
    public string? AppId { get; set; }

    /// <summary>
    /// The kind of identity. Required, without a default: guessing the type turned authentication off in other bots
    /// (docs/reference/teams.md, "Identity").
    /// </summary>
    public TeamsAppType? AppType { get; set; }

    /// <summary>The tenant where the app is registered.</summary>
    public string? AppTenantId { get; set; }

    /// <summary>The tenants whose people may talk to the bot. The bot turns everybody else away, on every activity.</summary>
    public IList<string> TenantIds { get; } = [];

    /// <summary>The app's secret; the alternative is <see cref="CertificatePath"/>.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>A PKCS #12 file with the app's certificate and its private key.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>The password of that file; null if it has none.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>The cloud's addresses; Microsoft's public cloud by default.</summary>
    public TeamsCloud Cloud { get; } = new();

    /// <summary>
    /// Whether any setting is present. A half-configured platform stops the startup (<see cref="Missing"/>) instead of staying off.
    /// </summary>
    public bool IsConfigured =>
        AppId is not null
        || AppType is not null
        || AppTenantId is not null
        || ClientSecret is not null
        || CertificatePath is not null
        || TenantIds.Count > 0;

    /// <summary>What is missing or contradictory, one sentence for each setting; empty when the bot can start.</summary>
    public static IReadOnlyList<string> Missing(TeamsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. Findings(options)];
    }

    private static IEnumerable<string> Findings(TeamsOptions options)
    {
        if (!Guid.TryParse(options.AppId, out _))
            yield return Texts.SettingAppId;
        if (options.AppType is null)
            yield return Texts.SettingAppTypeMissing;
        else if (!Enum.IsDefined(options.AppType.Value))
            yield return Texts.SettingAppTypeUnknown;
        if (options.TenantIds.Count == 0)
            yield return Texts.SettingTenantsMissing;
        else if (!options.TenantIds.All(id => Guid.TryParse(id, out _)))
            yield return Texts.SettingTenantsUnfit;
        foreach (var finding in options.AppType == TeamsAppType.SingleTenant ? OfSingleTenant(options) : OfManagedIdentity(options))
            yield return finding;
        foreach (var finding in TeamsCloud.Findings(options.Cloud))
            yield return finding;
    }

    private static IEnumerable<string> OfSingleTenant(TeamsOptions options)
    {
        if (!Guid.TryParse(options.AppTenantId, out _))
            yield return Texts.SettingAppTenant;
        if (string.IsNullOrEmpty(options.ClientSecret) && string.IsNullOrEmpty(options.CertificatePath))
            yield return Texts.SettingCredentialsMissing;
        if (!string.IsNullOrEmpty(options.ClientSecret) && !string.IsNullOrEmpty(options.CertificatePath))
            yield return Texts.SettingCredentialsTwice;
        if (string.IsNullOrEmpty(options.CertificatePath))
            yield break;
        if (!File.Exists(options.CertificatePath))
            yield return Texts.SettingCertificateAbsent;
        else if (!Opens(options))
            yield return Texts.SettingCertificateUnfit;
    }

    private static bool Opens(TeamsOptions options)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadPkcs12FromFile(options.CertificatePath!, options.CertificatePassword);
            return certificate.HasPrivateKey;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<string> OfManagedIdentity(TeamsOptions options)
    {
        if (!string.IsNullOrEmpty(options.ClientSecret) || !string.IsNullOrEmpty(options.CertificatePath))
            yield return Texts.SettingCredentialsNeedless;
    }
}
