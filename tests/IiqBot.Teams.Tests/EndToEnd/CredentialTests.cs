using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IiqBot.FakeConnector;

namespace IiqBot.Teams.Tests.EndToEnd;

/// <summary>Each kind of credentials, from the settings to a reply that the connector accepts, with Microsoft's own library.</summary>
public sealed class CredentialTests : IDisposable
{
    private const string Password = "of the file";
    private readonly X509Certificate2 _certificate = SelfSigned();
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"iiqbot-{Guid.NewGuid():N}.pfx");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public CredentialTests() => File.WriteAllBytes(_file, _certificate.Export(X509ContentType.Pkcs12, Password));

    public void Dispose()
    {
        File.Delete(_file);
        _certificate.Dispose();
    }

    [Fact]
    public async Task The_bot_can_reply_with_a_certificate()
    {
        await using var bot = await BotUnderTeams.StartAsync(Registration(_certificate), (settings, _) => UseCertificate(settings));

        await AssertRepliesAsync(bot);
    }

    [Fact]
    public async Task With_an_unregistered_certificate_nothing_is_delivered()
    {
        using var other = SelfSigned();
        await using var bot = await BotUnderTeams.StartAsync(Registration(other), (settings, _) => UseCertificate(settings));

        await bot.Teams.SayAsync(bot.Chat, bot.Ada, "help", cancellationToken: Token);

        Assert.Equal(Core.Messaging.DeliveryOutcome.Unauthorized, await OutcomeAsync(bot));
        Assert.Equal(0, bot.Teams.AccessTokensIssued);
    }

    [Fact]
    public async Task The_bot_can_reply_with_a_managed_identity()
    {
        await using var bot = await BotUnderTeams.StartAsync(Registration(null), UseManagedIdentity);

        await AssertRepliesAsync(bot);
    }

    [Fact]
    public async Task A_managed_identity_token_is_cached_and_a_refused_one_is_replaced()
    {
        await using var bot = await BotUnderTeams.StartAsync(Registration(null), UseManagedIdentity);
        await bot.AskAsync(bot.Chat);
        await bot.AskAsync(bot.Chat);
        Assert.Equal(1, bot.Teams.AccessTokensIssued);

        bot.Teams.RevokeAccessTokens();
        await bot.AskAsync(bot.Chat);

        Assert.Equal(2, bot.Teams.AccessTokensIssued);
        bot.Teams.AssertClean();
    }

    private static async Task AssertRepliesAsync(BotUnderTeams bot)
    {
        Assert.NotNull((await bot.AskAsync(bot.Chat)).Card);
        Assert.Equal(1, bot.Teams.AccessTokensIssued);
        bot.Teams.AssertClean();
    }

    /// <summary>The outcome of a message that the bot sends on its own to a known conversation.</summary>
    private static async Task<Core.Messaging.DeliveryOutcome> OutcomeAsync(BotUnderTeams bot)
    {
        var messenger = (Core.Messaging.IMessenger)bot.Services.GetService(typeof(Core.Messaging.IMessenger))!;
        return (await messenger.SendAsync(bot.LastRequest.Conversation, Protocol.TeamsHost.Card("Hello"), Token)).Outcome;
    }

    private void UseCertificate(Dictionary<string, string?> settings)
    {
        settings.Remove("Teams:ClientSecret");
        settings["Teams:CertificatePath"] = _file;
        settings["Teams:CertificatePassword"] = Password;
    }

    /// <summary>As in Container Apps, where the platform sets both variables. Only the library reads them.</summary>
    private static void UseManagedIdentity(Dictionary<string, string?> settings, FakeTeams teams)
    {
        settings.Remove("Teams:ClientSecret");
        settings.Remove("Teams:AppTenantId");
        settings["Teams:AppType"] = "UserAssignedManagedIdentity";
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", teams.ManagedIdentityUrl.AbsoluteUri);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", teams.ManagedIdentityHeader);
    }

    // Each test has its own app id, because the library caches the tokens of managed identities for the whole process.
    private static FakeTeamsOptions Registration(X509Certificate2? certificate) =>
        new()
        {
            UseHttpsServiceUrl = true,
            TimeProvider = BotUnderTeams.NewClock(),
            AppCertificate = certificate,
            AppId = Guid.NewGuid().ToString(),
        };

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest("CN=bot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(
            now.AddDays(-1),
            now.AddDays(1)
        );
    }
}
