using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Client;

namespace IiqBot.FakeConnector.Tests;

public sealed class LoginTests : TeamsTest
{
    private const string Scope = "https://api.botframework.com/.default";
    private readonly X509Certificate2 _certificate = SelfSigned();

    protected override FakeTeamsOptions CreateOptions() => new() { TimeProvider = Clock, AppCertificate = _certificate };

    [Theory]
    [InlineData("client_secret", "wrong", 401, "invalid_client")]
    [InlineData("client_id", "11111111-2222-3333-4444-555555555555", 400, "unauthorized_client")]
    [InlineData("scope", "https://graph.microsoft.com/.default", 400, "invalid_scope")]
    [InlineData("grant_type", "password", 400, "unsupported_grant_type")]
    public async Task Wrong_credentials_are_refused(string field, string value, int status, string error)
    {
        using var answer = await LoginAsync(form => form[field] = value);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(error, (await JsonAsync(answer)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_login_without_any_credential_is_refused()
    {
        using var answer = await LoginAsync(form => form.Remove("client_secret"));
        Assert.Equal(401, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Another_tenant_is_refused()
    {
        using var answer = await LoginAsync(tenant: "botframework.com");
        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task There_is_no_login_over_plain_http()
    {
        using var answer = await LoginAsync(scheme: "http");
        Assert.Equal(404, (int)answer.StatusCode);
        Violated("nothing is at");
    }

    [Fact]
    public async Task Its_certificate_is_not_trusted_by_an_ordinary_client()
    {
        using var ordinary = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => ordinary.GetAsync(Teams.OpenIdMetadataUrl, Cancel));
    }

    [Fact]
    public async Task Microsofts_own_library_logs_in_with_a_secret()
    {
        var token = await Application(b => b.WithClientSecret(Options.AppPassword)).AcquireTokenForClient([Scope]).ExecuteAsync(Cancel);
        Assert.Equal(2, Teams.AccessTokensIssued);
        Assert.InRange(token.ExpiresOn - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(55), TimeSpan.FromMinutes(60));
        Http.DefaultRequestHeaders.Authorization = new("Bearer", token.AccessToken);
        using var answer = await SendAsync();
        Assert.Equal(201, (int)answer.StatusCode);
        Teams.AssertClean();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Microsofts_own_library_logs_in_with_the_registered_certificate(bool sendX5C)
    {
        await Application(b => b.WithCertificate(_certificate, sendX5C)).AcquireTokenForClient([Scope]).ExecuteAsync(Cancel);
        Assert.Equal(2, Teams.AccessTokensIssued);
        Teams.AssertClean();
    }

    [Fact]
    public async Task Another_certificate_is_refused()
    {
        using var other = SelfSigned();
        var refusal = await Assert.ThrowsAsync<MsalServiceException>(() =>
            Application(b => b.WithCertificate(other)).AcquireTokenForClient([Scope]).ExecuteAsync(Cancel)
        );
        Assert.Equal("invalid_client", refusal.ErrorCode);
    }

    [Fact]
    public async Task A_client_assertion_is_accepted_once()
    {
        var recorder = new Recorder(Teams.CreateTrustingHandler());
        await Application(b => b.WithCertificate(_certificate), recorder).AcquireTokenForClient([Scope]).ExecuteAsync(Cancel);
        using var again = await Http.PostAsync(
            new Uri(Teams.LoginAuthority, $"{Options.TenantId}/oauth2/v2.0/token"),
            new StringContent(recorder.Body!, new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded")),
            Cancel
        );
        Assert.Equal(401, (int)again.StatusCode);
        Assert.Contains("jti", await again.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private IConfidentialClientApplication Application(
        Func<ConfidentialClientApplicationBuilder, ConfidentialClientApplicationBuilder> credential,
        HttpMessageHandler? handler = null
    ) =>
        credential(ConfidentialClientApplicationBuilder.Create(Options.AppId))
            .WithAuthority(new Uri(Teams.LoginAuthority, Options.TenantId).AbsoluteUri, validateAuthority: false)
            .WithInstanceDiscovery(false)
            .WithHttpClientFactory(new Factory(new HttpClient(handler ?? Teams.CreateTrustingHandler())))
            .Build();

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest("CN=bot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(
            now.AddDays(-1),
            now.AddDays(1)
        );
    }

    private sealed class Factory(HttpClient client) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => client;
    }

    private sealed class Recorder(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public string? Body { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
