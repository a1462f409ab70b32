using System.Net;
using System.Security.Cryptography;

namespace IiqBot.Teams.Tests.Protocol;

/// <summary>Who is authenticated. All vectors share one host, so a refused request must not affect the next one.</summary>
public sealed class AuthenticationTests(AuthenticationTests.Fixture fixture) : IClassFixture<AuthenticationTests.Fixture>
{
    private const string OtherTenant = "99999999-9999-4999-8999-999999999999";

    public sealed class Fixture : IAsyncLifetime
    {
        public TeamsHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Host = await TeamsHost.StartAsync();
            Host.Tokens.Publish("unendorsed", null);
            Host.Tokens.Publish("empty", []);
            Host.Tokens.Publish("other-channel", "slack");
            Host.Tokens.Publish("upper", "MSTEAMS");
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }

    private sealed record Vector(int Status, Func<TestTokens, string?> Header, Func<TestActivity>? Activity = null);

    private static readonly Dictionary<string, Vector> Vectors = Tokens()
        .Concat(Claims())
        .Concat(Keys())
        .Concat(Origins())
        .ToDictionary(vector => vector.Name, vector => vector.Vector);

    public static TheoryData<string> Names => [.. Vectors.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_activity_is_accepted_only_with_a_token_made_for_it(string name)
    {
        var (host, vector) = (fixture.Host, Vectors[name]);
        host.Dispatcher.Invocations.Clear();
        var activity = (vector.Activity ?? (() => TestActivity.Message()))()
            .With("type", "invoke")
            .With("name", "adaptiveCard/action")
            .With(
                "value",
                System.Text.Json.Nodes.JsonNode.Parse(
                    """{"action":{"type":"Action.Execute","verb":"ticket.show","data":{"_verb":"ticket.show"}}}"""
                )
            );
        using var response = await host.PostAsync(
            activity.ToString(),
            null,
            change: request =>
            {
                if (vector.Header(host.Tokens) is { } header)
                    request.Headers.TryAddWithoutValidation("Authorization", header);
            }
        );

        Assert.Equal(vector.Status, (int)response.StatusCode);
        Assert.Equal(vector.Status == 200 ? 1 : 0, host.Dispatcher.Requests().Count);
        if (vector.Status != 200)
            Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private static string Good(TestTokens tokens, params (string, object?)[] changes) =>
        "Bearer " + tokens.Make(tokens["k1"], changes: changes);

    private static long At(TestTokens tokens, double minutes) => tokens.Now.AddMinutes(minutes).ToUnixTimeSeconds();

    private static IEnumerable<(string Name, Vector Vector)> Tokens()
    {
        yield return ("valid", new(200, tokens => Good(tokens)));
        yield return ("scheme in lower case", new(200, tokens => Good(tokens).Replace("Bearer", "bearer", StringComparison.Ordinal)));
        yield return ("no header", new(401, _ => null));
        yield return ("empty header", new(401, _ => ""));
        yield return ("scheme alone", new(401, _ => "Bearer"));
        yield return ("scheme and blank", new(401, _ => "Bearer  "));
        yield return ("other scheme", new(401, tokens => Good(tokens).Replace("Bearer", "Basic", StringComparison.Ordinal)));
        yield return ("no scheme", new(401, tokens => Good(tokens)["Bearer ".Length..]));
        yield return ("not a token", new(401, _ => "Bearer hello"));
        yield return ("three dots of nothing", new(401, _ => "Bearer .."));
        yield return ("not base64", new(401, _ => "Bearer !!!.???.###"));
        yield return ("header is no JSON", new(401, _ => "Bearer aGVsbG8.aGVsbG8.aGVsbG8"));
        yield return ("payload is no JSON", new(401, tokens => Part(Good(tokens), 1, "aGVsbG8")));
        yield return ("five parts", new(401, tokens => Good(tokens) + ".a.b"));
        yield return ("enormous", new(401, _ => "Bearer " + new string('a', 20_000) + ".b.c"));
        yield return ("two tokens", new(401, tokens => Good(tokens) + ", " + Good(tokens)));
        yield return ("signature cut off", new(401, tokens => Part(Good(tokens), 2, "")));
        yield return ("signature of another token", new(401, tokens => Part(Good(tokens), 2, Good(tokens, ("x", "y")).Split('.')[2])));
        yield return ("payload exchanged", new(401, tokens => Part(Good(tokens), 1, Good(tokens, ("x", "y")).Split('.')[1])));
        yield return ("one character of the signature changed", new(401, tokens => Flip(Good(tokens))));
        yield return ("algorithm none", new(401, tokens => "Bearer " + tokens.Make(tokens["k1"], algorithm: "none")));
        yield return ("algorithm HS256 with the public key", new(401, tokens => "Bearer " + tokens.Make(tokens["k1"], algorithm: "HS256")));
        yield return ("algorithm RS384", new(401, tokens => "Bearer " + tokens.Make(tokens["k1"], algorithm: "RS384")));
        yield return ("algorithm RS512", new(401, tokens => "Bearer " + tokens.Make(tokens["k1"], algorithm: "RS512")));
        yield return ("algorithm PS256", new(401, tokens => "Bearer " + tokens.Make(tokens["k1"], algorithm: "PS256")));
        yield return ("algorithm in lower case", new(401, tokens => "Bearer " + tokens.Make(tokens["k1"], algorithm: "rs256")));
    }

    private static IEnumerable<(string Name, Vector Vector)> Claims()
    {
        yield return ("expired", new(401, tokens => Good(tokens, ("exp", At(tokens, -6)))));
        yield return ("expired within the skew", new(200, tokens => Good(tokens, ("exp", At(tokens, -4)))));
        yield return ("without expiry", new(401, tokens => Good(tokens, ("exp", null))));
        yield return ("expiry is no number", new(401, tokens => Good(tokens, ("exp", "soon"))));
        yield return ("not yet valid", new(401, tokens => Good(tokens, ("nbf", At(tokens, 6)))));
        yield return ("not yet valid within the skew", new(200, tokens => Good(tokens, ("nbf", At(tokens, 4)))));
        yield return ("other audience", new(401, tokens => Good(tokens, ("aud", OtherTenant))));
        yield return ("no audience", new(401, tokens => Good(tokens, ("aud", null))));
        yield return ("audience with a prefix", new(401, tokens => Good(tokens, ("aud", "api://" + TeamsHost.AppId))));
        yield return ("other issuer", new(401, tokens => Good(tokens, ("iss", "https://sts.windows.net/" + TeamsHost.Tenant))));
        yield return ("issuer with a slash", new(401, tokens => Good(tokens, ("iss", TestTokens.Issuer + "/"))));
        yield return ("no issuer", new(401, tokens => Good(tokens, ("iss", null))));
        yield return ("no service URL", new(401, tokens => Good(tokens, ("serviceurl", null))));
        yield return ("empty service URL", new(401, tokens => Good(tokens, ("serviceurl", ""))));
        yield return (
            "service URL of another region",
            new(401, tokens => Good(tokens, ("serviceurl", "https://smba.trafficmanager.net/emea/")))
        );
        yield return ("service URL is no text", new(401, tokens => Good(tokens, ("serviceurl", 5))));
    }

    private static IEnumerable<(string Name, Vector Vector)> Keys()
    {
        yield return ("other key under a known id", new(401, tokens => "Bearer " + tokens.Make(Stranger, "k1")));
        yield return ("unknown key id", new(401, tokens => "Bearer " + tokens.Make(Stranger, "nobody")));
        yield return ("empty key id", new(401, tokens => "Bearer " + tokens.Make(tokens["k1"], "")));
        yield return ("id of another published key", new(401, tokens => "Bearer " + tokens.Make(tokens["k1"], "empty")));
        yield return ("key without endorsements", new(401, tokens => "Bearer " + tokens.Make(tokens["unendorsed"], "unendorsed")));
        yield return ("key with empty endorsements", new(401, tokens => "Bearer " + tokens.Make(tokens["empty"], "empty")));
        yield return (
            "key endorsed for another channel",
            new(401, tokens => "Bearer " + tokens.Make(tokens["other-channel"], "other-channel"))
        );
        yield return ("key endorsed in upper case", new(401, tokens => "Bearer " + tokens.Make(tokens["upper"], "upper")));
    }

    private static IEnumerable<(string Name, Vector Vector)> Origins()
    {
        yield return (
            "another channel, endorsed",
            new(403, tokens => Good(tokens), () => TestActivity.Message().With("channelId", "webchat"))
        );
        yield return (
            "another channel, not endorsed",
            new(401, tokens => Good(tokens), () => TestActivity.Message().With("channelId", "directline"))
        );
        yield return ("no channel", new(401, tokens => Good(tokens), () => TestActivity.Message().With("channelId", null)));
        yield return (
            "no service URL in the activity",
            new(401, tokens => Good(tokens), () => TestActivity.Message().With("serviceUrl", null))
        );
        yield return (
            "other service URL in the activity",
            new(401, tokens => Good(tokens), () => TestActivity.Message().With("serviceUrl", "https://evil.example/"))
        );
        yield return ("other tenant", new(403, tokens => Good(tokens), () => Of(OtherTenant, OtherTenant)));
        yield return ("other tenant in the conversation", new(403, tokens => Good(tokens), () => Of(OtherTenant, TeamsHost.Tenant)));
        yield return ("other tenant in the channel data", new(403, tokens => Good(tokens), () => Of(TeamsHost.Tenant, OtherTenant)));
        yield return ("tenant in the conversation only", new(200, tokens => Good(tokens), () => Of(TeamsHost.Tenant, null)));
        yield return ("tenant in the channel data only", new(200, tokens => Good(tokens), () => Of(null, TeamsHost.Tenant)));
        yield return (
            "tenant in upper case",
            new(200, tokens => Good(tokens), () => Of(TeamsHost.Tenant.ToUpperInvariant(), TeamsHost.Tenant))
        );
        yield return ("no tenant", new(403, tokens => Good(tokens), () => Of(null, null)));
        foreach (
            var url in (string[])
                [
                    "http://smba.trafficmanager.net/amer/",
                    "https://smba.trafficmanager.net.evil.example/",
                    "https://evil.example/smba.trafficmanager.net/",
                    "https://127.0.0.1/",
                    "https://me@smba.trafficmanager.net/",
                    "https://xbotframework.com/",
                    "smba.trafficmanager.net/amer",
                ]
        )
            yield return (
                $"service URL {url}",
                new(403, tokens => Good(tokens, ("serviceurl", url)), () => TestActivity.Message().With("serviceUrl", url))
            );
        foreach (
            var url in (string[])
                ["https://smba.infra.gcc.teams.microsoft.com/teams", "https://SMBA.trafficmanager.net/emea/", "https://eu.botframework.com"]
        )
            yield return (
                $"service URL {url}",
                new(200, tokens => Good(tokens, ("serviceurl", url)), () => TestActivity.Message().With("serviceUrl", url))
            );
    }

    private static readonly RSA Stranger = RSA.Create(2048);

    private static TestActivity Of(string? conversation, string? channel) =>
        TestActivity.Message().With("conversation.tenantId", conversation).With("channelData.tenant.id", channel);

    private static string Part(string header, int part, string text)
    {
        var parts = header.Split('.');
        parts[part] = text;
        return string.Join('.', parts);
    }

    private static string Flip(string header)
    {
        var at = header.LastIndexOf('.') + 10;
        return header[..at] + (header[at] == 'A' ? 'B' : 'A') + header[(at + 1)..];
    }

    [Theory]
    [InlineData("message")]
    [InlineData("invoke")]
    [InlineData("conversationUpdate")]
    [InlineData("installationUpdate")]
    [InlineData("messageReaction")]
    [InlineData("typing")]
    [InlineData("somethingNew")]
    public async Task Another_tenant_is_refused_for_every_type_of_activity(string type)
    {
        using var response = await fixture.Host.PostAsync(Of(OtherTenant, OtherTenant).With("type", type));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }
}
