using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace IiqBot.Benchmarks.Turns;

/// <summary>
/// What a turn cannot do without, and nothing else: validates the channel service's token, reads the activity, posts a line
/// with a token of its own, answers 200. Knows nobody, keeps to no limits, tries nothing again, measures nothing.
/// </summary>
internal sealed partial class BareEndpoint(IConfiguration settings) : IDisposable
{
    public const string Command = "bare";

    private readonly HttpClient _connector = new(new SocketsHttpHandler { ActivityHeadersPropagator = null });
    private readonly JsonWebTokenHandler _tokens = new();
    private readonly TokenValidationParameters _parameters = new()
    {
        ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
            settings["Teams:Cloud:OpenIdMetadataUrl"]!,
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever()
        ),
        ValidIssuer = "https://api.botframework.com",
        ValidAudience = settings["Teams:AppId"],
    };
    private AuthenticationHeaderValue? _token;

    /// <summary>Runs as a process of its own, with the bot's settings.</summary>
    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        await using var app = builder.Build();
        using var endpoint = new BareEndpoint(app.Configuration);
        app.MapPost("/api/messages", (RequestDelegate)endpoint.HandleAsync);
        await app.RunAsync();
    }

    public void Dispose() => _connector.Dispose();

    private async Task HandleAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var validated = await _tokens.ValidateTokenAsync(header["Bearer ".Length..], _parameters);
        var activity = await JsonSerializer.DeserializeAsync(context.Request.Body, BareJson.Default.BareActivity, context.RequestAborted);
        if (!validated.IsValid || activity is null || (string)validated.Claims["serviceurl"] != activity.ServiceUrl)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        using var reply = new HttpRequestMessage(
            HttpMethod.Post,
            $"{activity.ServiceUrl}v3/conversations/{Uri.EscapeDataString(activity.Conversation.Id)}/activities"
        );
        reply.Headers.Authorization = _token ??= await LoginAsync(context.RequestAborted);
        var answer = new BareReply("message", "msteams", activity.Recipient, activity.Conversation, "Here is what I can do.");
        reply.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(answer, BareJson.Default.BareReply));
        reply.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        using var sent = await _connector.SendAsync(reply, context.RequestAborted);
        sent.EnsureSuccessStatusCode();
    }

    private async Task<AuthenticationHeaderValue> LoginAsync(CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = settings["Teams:AppId"]!,
                ["client_secret"] = settings["Teams:ClientSecret"]!,
                ["scope"] = "https://api.botframework.com/.default",
            }
        );
        using var answer = await _connector.PostAsync(
            $"{settings["Teams:Cloud:LoginAuthority"]}{settings["Teams:AppTenantId"]}/oauth2/v2.0/token",
            form,
            cancellationToken
        );
        answer.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        return new AuthenticationHeaderValue("Bearer", json.RootElement.GetProperty("access_token").GetString());
    }

    internal sealed record BareAccount(string Id, string? Name);

    internal sealed record BareActivity(
        string Type,
        string Text,
        string ServiceUrl,
        BareAccount From,
        BareAccount Recipient,
        BareAccount Conversation
    );

    internal sealed record BareReply(string Type, string ChannelId, BareAccount From, BareAccount Conversation, string Text);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(BareActivity))]
    [JsonSerializable(typeof(BareReply))]
    private sealed partial class BareJson : JsonSerializerContext;
}
