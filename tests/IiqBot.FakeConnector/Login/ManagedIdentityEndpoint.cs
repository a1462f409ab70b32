using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace IiqBot.FakeConnector.Login;

/// <summary>
/// The endpoint that App Service and Container Apps give a program with a managed identity, on plain http and this machine only
/// (learn.microsoft.com, "Use managed identities for App Service", REST endpoint reference): GET with <c>api-version</c> 2019-08-01,
/// <c>resource</c> and the identity's <c>client_id</c>, and the secret header that keeps others from being sent there.
/// </summary>
internal sealed class ManagedIdentityEndpoint(FakeTeamsOptions options, IssuedTokens tokens, ViolationList violations)
{
    public const string Path = "/msi/token";
    private const string Version = "2019-08-01";
    private const string Resource = "https://api.botframework.com";

    /// <summary>The required value of the header <c>X-IDENTITY-HEADER</c>.</summary>
    public string Secret { get; } = Guid.NewGuid().ToString("N");

    public Task HandleAsync(HttpContext http)
    {
        var query = http.Request.Query;
        if (http.Request.Headers["X-IDENTITY-HEADER"] != Secret)
        {
            violations.Add("Managed identity: X-IDENTITY-HEADER is missing or wrong.");
            return RefuseAsync(http, 401, "The identity header is not valid.");
        }

        if (query["api-version"] != Version)
            return RefuseAsync(http, 400, $"The api-version '{query["api-version"]}' is not supported.");
        if (query["resource"] != Resource)
        {
            violations.Add($"Managed identity: resource is '{query["resource"]}', not {Resource}.");
            return RefuseAsync(http, 400, "AADSTS500011: The resource principal was not found in the tenant.");
        }

        // The bot's identity is user-assigned, and there is no other: without its client id there is no identity.
        return query["client_id"] == options.AppId
            ? WriteAsync(
                http,
                200,
                new JsonObject
                {
                    ["access_token"] = tokens.Issue(options.TenantId),
                    ["client_id"] = options.AppId,
                    ["expires_on"] = (options.TimeProvider.GetUtcNow() + options.AccessTokenLifetime)
                        .ToUnixTimeSeconds()
                        .ToString(CultureInfo.InvariantCulture),
                    ["not_before"] = options.TimeProvider.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                    ["resource"] = Resource,
                    ["token_type"] = "Bearer",
                }
            )
            : RefuseAsync(http, 400, "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.");
    }

    private static Task RefuseAsync(HttpContext http, int status, string message) =>
        WriteAsync(
            http,
            status,
            new JsonObject
            {
                ["statusCode"] = status,
                ["message"] = message,
                ["correlationId"] = Guid.NewGuid().ToString(),
            }
        );

    private static Task WriteAsync(HttpContext http, int status, JsonObject body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        return http.Response.WriteAsync(body.ToJsonString());
    }
}
