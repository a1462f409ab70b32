using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace IiqBot.FakeConnector.Tokens;

/// <summary>The Bot Connector's OpenID metadata and keys, at the paths of login.botframework.com.</summary>
internal sealed class MetadataEndpoint(ChannelTokens tokens)
{
    public const string MetadataPath = "/v1/.well-known/openidconfiguration";
    public const string KeysPath = "/v1/.well-known/keys";
    private int _requests;

    /// <summary>How often the keys were fetched.</summary>
    public int KeyRequests => Volatile.Read(ref _requests);

    public static Task MetadataAsync(HttpContext http) =>
        Write(
            http,
            new JsonObject
            {
                ["issuer"] = "https://api.botframework.com",
                ["authorization_endpoint"] = "https://invalid.botframework.com",
                ["jwks_uri"] = $"https://{http.Request.Host}{KeysPath}",
                ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
                ["token_endpoint_auth_methods_supported"] = new JsonArray("private_key_jwt"),
            }
        );

    public Task KeysAsync(HttpContext http)
    {
        Interlocked.Increment(ref _requests);
        return Write(http, tokens.Jwks());
    }

    private static Task Write(HttpContext http, JsonObject body)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        return http.Response.WriteAsync(body.ToJsonString());
    }
}
