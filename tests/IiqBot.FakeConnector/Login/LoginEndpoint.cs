using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace IiqBot.FakeConnector.Login;

/// <summary>
/// The part of login.microsoftonline.com a bot uses: client credentials by secret or certificate, and the documents MSAL may ask for first.
/// Error codes are Microsoft Entra's (AADSTS…).
/// </summary>
internal sealed class LoginEndpoint(FakeTeamsOptions options, IssuedTokens tokens, FakeFaults faults, ViolationList violations)
{
    public const string Scope = "https://api.botframework.com/.default";
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private readonly ClientAssertion _assertion = new(options);

    /// <summary>Answers one request; false if the path is not part of the login service.</summary>
    public async Task<bool> TryHandleAsync(HttpContext http, string[] segments)
    {
        switch (http.Request.Method, segments)
        {
            case ("POST", [var tenant, "oauth2", "v2.0", "token"]):
                await TokenAsync(http, tenant);
                return true;
            case ("GET", [var tenant, "v2.0", ".well-known", "openid-configuration"]):
                await WriteAsync(http, 200, Configuration(Authority(http, tenant)));
                return true;
            case ("GET", ["common", "discovery", "instance"]):
                await WriteAsync(http, 200, Discovery(http));
                return true;
            default:
                return false;
        }
    }

    private async Task TokenAsync(HttpContext http, string tenant)
    {
        if (await faults.ApplyAsync(ConnectorOperation.Login, http) is { } fault)
        {
            if (fault is { Status: > 0 })
                await RefuseAsync(http, fault.Status, "temporarily_unavailable", "AADSTS90033: A transient error has occurred.");
            return;
        }

        if (!http.Request.HasFormContentType)
        {
            violations.Add("Login: the token request is not application/x-www-form-urlencoded.");
            await RefuseAsync(http, 400, "invalid_request", "AADSTS900144: The request body must contain form parameters.");
            return;
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (status, error, description) = await RefusalAsync(form, tenant, Authority(http, tenant) + "/oauth2/v2.0/token");
        if (error is not null)
        {
            await RefuseAsync(http, status, error, description!);
            return;
        }

        var seconds = (int)options.AccessTokenLifetime.TotalSeconds - 1;
        await WriteAsync(
            http,
            200,
            new JsonObject
            {
                ["token_type"] = "Bearer",
                ["expires_in"] = seconds,
                ["ext_expires_in"] = seconds,
                ["access_token"] = tokens.Issue(tenant),
            }
        );
    }

    private async Task<(int Status, string? Error, string? Description)> RefusalAsync(IFormCollection form, string tenant, string endpoint)
    {
        if (form["grant_type"] != "client_credentials")
        {
            violations.Add($"Login: grant_type is '{form["grant_type"]}', not client_credentials.");
            return (400, "unsupported_grant_type", "AADSTS70003: The app requested an unsupported grant type.");
        }

        if (!string.Equals(tenant, options.TenantId, StringComparison.OrdinalIgnoreCase))
            return (400, "invalid_request", $"AADSTS90002: Tenant '{tenant}' not found.");
        if (form["client_id"] != options.AppId)
            return (400, "unauthorized_client", $"AADSTS700016: Application '{form["client_id"]}' was not found in the directory.");
        if (form["scope"] != Scope)
        {
            violations.Add($"Login: scope is '{form["scope"]}', not {Scope}.");
            return (400, "invalid_scope", "AADSTS70011: The provided value for the input parameter 'scope' is not valid.");
        }

        if (form.TryGetValue("client_assertion", out var assertion))
        {
            var refusal =
                form["client_assertion_type"] != AssertionType
                    ? "client_assertion_type is not jwt-bearer"
                    : await _assertion.RefusalAsync(assertion.ToString(), endpoint);
            return refusal is null ? default : (401, "invalid_client", $"AADSTS700027: Client assertion failed validation: {refusal}.");
        }

        if (!form.TryGetValue("client_secret", out var secret))
            return (401, "invalid_client", "AADSTS7000216: 'client_assertion' or 'client_secret' is required.");
        return secret == options.AppPassword ? default : (401, "invalid_client", "AADSTS7000215: Invalid client secret provided.");
    }

    private static string Authority(HttpContext http, string tenant) => $"https://{http.Request.Host}/{tenant}";

    private static JsonObject Configuration(string authority) =>
        new()
        {
            ["issuer"] = authority + "/v2.0",
            ["authorization_endpoint"] = authority + "/oauth2/v2.0/authorize",
            ["token_endpoint"] = authority + "/oauth2/v2.0/token",
            ["jwks_uri"] = authority + "/discovery/v2.0/keys",
            ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post", "private_key_jwt"),
        };

    private JsonObject Discovery(HttpContext http) =>
        new()
        {
            ["tenant_discovery_endpoint"] = Authority(http, options.TenantId) + "/v2.0/.well-known/openid-configuration",
            ["api-version"] = "1.1",
            ["metadata"] = new JsonArray(
                new JsonObject
                {
                    ["preferred_network"] = http.Request.Host.ToString(),
                    ["preferred_cache"] = http.Request.Host.ToString(),
                    ["aliases"] = new JsonArray(http.Request.Host.ToString()),
                }
            ),
        };

    private static Task RefuseAsync(HttpContext http, int status, string error, string description) =>
        WriteAsync(http, status, new JsonObject { ["error"] = error, ["error_description"] = description });

    private static Task WriteAsync(HttpContext http, int status, JsonObject body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        return http.Response.WriteAsync(body.ToJsonString());
    }
}
