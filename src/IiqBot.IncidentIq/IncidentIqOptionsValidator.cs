using Microsoft.Extensions.Options;

namespace IiqBot.IncidentIq;

/// <summary>Checks the annotations of <see cref="IncidentIqOptions"/>, with generated code instead of reflection.</summary>
[OptionsValidator]
internal sealed partial class IncidentIqOptionsValidator : IValidateOptions<IncidentIqOptions>;

/// <summary>Checks what annotations cannot express.</summary>
internal sealed class AddressRules : IValidateOptions<IncidentIqOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, IncidentIqOptions options)
    {
        var failures = new List<string>();
        if (options.BaseUrl is { } url && !IsFit(url))
            failures.Add(Texts.BaseUrlUnfit);
        if (options.SiteId == Guid.Empty)
            failures.Add(Texts.SiteIdZero);
        if (options.ApiToken is { } token && token.AsSpan().ContainsAnyExceptInRange('!', '~'))
            failures.Add(Texts.ApiTokenUnfit);
        if (options.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            failures.Add(Texts.TimeZoneUnknown);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    /// <summary>The token is sent to this address, so it must be HTTPS; only a loopback address may be plain HTTP.</summary>
    private static bool IsFit(Uri url) =>
        url.IsAbsoluteUri
        && url.AbsolutePath == "/"
        && url.Query.Length == 0
        && url.UserInfo.Length == 0
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
