using System.Security.Cryptography.X509Certificates;

namespace IiqBot.FakeConnector;

/// <summary>How the fake Teams behaves and which bot is registered with it.</summary>
public sealed class FakeTeamsOptions
{
    /// <summary>The bot's Entra application (client) id: the audience of every token sent to the bot.</summary>
    public string AppId { get; init; } = "6c1b2c6e-51f5-4d1c-9a0f-0a6f3d2b7e11";

    /// <summary>The client secret the login endpoint accepts.</summary>
    public string AppPassword { get; init; } = "a-made-up-client-secret";

    /// <summary>The registered certificate: client assertions must be signed with its key. Null refuses all assertions.</summary>
    public X509Certificate2? AppCertificate { get; init; }

    /// <summary>The bot's display name, as it is mentioned.</summary>
    public string BotName { get; init; } = "Help Desk";

    /// <summary>The tenant in which the bot is registered and the conversations live.</summary>
    public string TenantId { get; init; } = "b5a7c1de-0d0a-4f5c-8a53-3f6c0f2c9d01";

    /// <summary>The bot's <c>/api/messages</c>, if already known; otherwise set <see cref="FakeTeams.MessagingEndpoint"/> later.</summary>
    public Uri? MessagingEndpoint { get; init; }

    /// <summary>The clock for throttling, message ids, token lifetimes and answer deadlines.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Whether the documented rate limits apply (docs/reference/teams.md, "Rate limits"). Switch off for benchmarks.</summary>
    public bool Throttling { get; init; } = true;

    /// <summary>
    /// Benchmarks only: activities the bot posts are authenticated, routed and counted
    /// (<see cref="FakeTeams.ReceivedActivities"/>), but neither parsed nor kept, so they cannot be updated.
    /// </summary>
    public bool CountOnly { get; init; }

    /// <summary>Whether activities carry <see cref="FakeTeams.HttpsServiceUrl"/> instead of <see cref="FakeTeams.ServiceUrl"/>.</summary>
    public bool UseHttpsServiceUrl { get; init; }

    /// <summary>Whether the team owner granted <c>ChannelMessage.Read.Group</c>, so that messages without a mention arrive too.</summary>
    public bool ReceivesAllMessages { get; init; }

    /// <summary>
    /// Longest wait for the answer to an invoke; a later one is a violation. Searches have 5 s; for others no limit is published.
    /// </summary>
    public TimeSpan InvokeDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for the answer to any other activity (10 to 15 s, then Teams shows 504).</summary>
    public TimeSpan TurnDeadline { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Lifetime of the access tokens given to the bot.</summary>
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromHours(1);
}
