using Microsoft.AspNetCore.Http;

namespace IiqBot.FakeSlack.Api;

/// <summary>The state of the app's bot token.</summary>
internal enum TokenState
{
    Good,
    Revoked,
    Inactive,
}

/// <summary>The app's tokens: Bearer tokens in the Authorization header, and nowhere else.</summary>
internal sealed class Tokens(FakeSlackOptions options)
{
    public TokenState Bot { get; set; }

    /// <summary>The granted scopes of a token, comma-separated, as <c>provided</c> and <c>X-OAuth-Scopes</c> show them.</summary>
    public string Granted(bool isAppToken) =>
        string.Join(',', (isAppToken ? options.AppTokenScopes : options.App.Scopes).Order(StringComparer.Ordinal));

    /// <returns>Null if the method may be called with this header.</returns>
    public ApiAnswer? Refuse(HttpRequest request, ApiMethod method)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.Ordinal))
            return ApiAnswer.Wrong("not_authed", "there is no Bearer token in the Authorization header.");
        var token = header["Bearer ".Length..];
        if (token == options.AppToken && !method.NeedsAppToken)
            return ApiAnswer.Wrong("not_allowed_token_type", "the app-level token is not for this method.");
        if (token == options.BotToken && method.NeedsAppToken)
            return ApiAnswer.Wrong("not_allowed_token_type", "this method needs the app-level token.");
        if (token != options.BotToken && token != options.AppToken)
            return ApiAnswer.Wrong("invalid_auth", "the token is not one of the app's.");
        if (token == options.BotToken && Bot != TokenState.Good)
            return ApiAnswer.Refused(Bot == TokenState.Revoked ? "token_revoked" : "account_inactive");
        return Lacks(method);
    }

    /// <summary>Whether a download with this header may get the bytes.</summary>
    public bool MayRead(HttpRequest request) =>
        request.Headers.Authorization == "Bearer " + options.BotToken
        && Bot == TokenState.Good
        && options.App.Scopes.Contains("files:read");

    private ApiAnswer? Lacks(ApiMethod method)
    {
        var scopes = method.NeedsAppToken ? options.AppTokenScopes : options.App.Scopes;
        return method.Scopes.Length == 0 || method.Scopes.Any(scopes.Contains) ? null : MissingScope(method.Scopes, method.NeedsAppToken);
    }

    public ApiAnswer MissingScope(string[] needed, bool isAppToken = false)
    {
        var answer = ApiAnswer.Wrong("missing_scope", $"the scope {string.Join(" or ", needed)} was not granted.");
        answer.Body["needed"] = string.Join(',', needed);
        answer.Body["provided"] = Granted(isAppToken);
        return answer;
    }
}
