using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using IiqBot.Core.Durability;
using IiqBot.Core.Later;
using IiqBot.Core.Model;
using IiqBot.Slack.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IiqBot.Slack.Tests.Protocol;

/// <summary>If Slack no longer accepts the token, the bot stops using it and alerts administrators on another platform.</summary>
public sealed class RevocationTests : IAsyncLifetime
{
    private readonly RecordedLog _log = new();
    private BotUnderSlack _bot = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await BotUnderSlack.StartAsync(services: services => services.AddSingleton<ILoggerProvider>(_log));
        await _bot.Slack.WaitUntilAsync(
            () => _bot.Slack.Calls.Any(call => call.Method == "auth.test"),
            "the check of the token",
            cancellationToken: Cancel
        );
    }

    public async ValueTask DisposeAsync()
    {
        _bot.Slack.AssertClean();
        await _bot.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_revoked_token_is_not_used_and_administrators_are_alerted_once(bool isUninstalled)
    {
        if (isUninstalled)
            await _bot.Slack.UninstallAsync(Cancel); // sends two events
        else
            await _bot.Slack.RevokeTokenAsync(Cancel);

        var (occasion, card, exceptOn) = await _bot.Administrators.NextAsync();
        Assert.Equal("slack", exceptOn);
        Assert.DoesNotContain(_bot.Slack.BotToken, occasion, StringComparison.Ordinal);
        Assert.Contains("Slack:BotToken", card.Summary, StringComparison.Ordinal);
        await _bot.Client.SayAsync(_bot.Chat, "help", cancellationToken: Cancel);
        await _bot.Dispatcher.NextShownAsync();
        Assert.DoesNotContain(_bot.Slack.Calls, call => call.Method != "auth.test");
        Assert.Equal("TokenRevoked", await HealthWordAsync());
        await _bot.Slack.RevokeTokenAsync(Cancel);
        Assert.Equal(0, _bot.Administrators.Count);
    }

    [Theory]
    [InlineData(false, "token_revoked")]
    [InlineData(true, "account_inactive")]
    public async Task A_call_answered_with_a_revoked_token_alerts_administrators_too(bool isInactive, string cause)
    {
        _bot.Slack.KillToken(isInactive);

        await _bot.Client.SayAsync(_bot.Chat, "help", cancellationToken: Cancel);

        var (_, card, _) = await _bot.Administrators.NextAsync();
        Assert.Contains(Assert.Single(card.Body.OfType<CardElement.Facts>()).Items, fact => fact.Value == cause);
    }

    [Fact]
    public async Task A_token_has_the_same_identity_after_a_restart()
    {
        var first = await RevokedAsync("xoxb-one", "T0DISTRICT1");

        Assert.Equal(first.Token, (await RevokedAsync("xoxb-one", "T0DISTRICT2")).Token); // one token for a whole organization
        Assert.NotEqual(first.Token, (await RevokedAsync("xoxb-two", "T0DISTRICT1")).Token);
    }

    [Fact]
    public async Task A_revoked_token_of_a_person_is_ignored()
    {
        var tokens = new JsonObject { ["oauth"] = new JsonArray(_bot.Ada.Id), ["bot"] = new JsonArray() };

        await _bot.Slack.SendAsync(_bot.Slack.ComposeEvent(new() { ["type"] = "tokens_revoked", ["tokens"] = tokens }), Cancel);

        Assert.Null(await HealthWordAsync());
        Assert.Equal(0, _bot.Administrators.Count);
    }

    [Fact]
    public async Task The_acknowledgement_does_not_wait_for_the_alert()
    {
        _bot.Administrators.Tells = token => new TaskCompletionSource<Telling>().Task.WaitAsync(token);

        Assert.True((await _bot.Slack.UninstallAsync(Cancel)).IsAcknowledged);
        await _bot.Administrators.NextAsync();
    }

    [Fact]
    public async Task The_alert_is_retried_until_all_administrators_are_confirmed()
    {
        var answers = new Queue<Func<Task<Telling>>>([
            () => Task.FromException<Telling>(new StorageUnavailableException("full")),
            () => Task.FromResult(new Telling(1, 1)),
            () => Task.FromResult(new Telling(2, 0)),
        ]);
        _bot.Administrators.Tells = _ => answers.Dequeue()();

        await _bot.Slack.RevokeTokenAsync(Cancel);

        var first = await _bot.Administrators.NextAsync();
        for (var again = 0; again < 2; again++)
            Assert.Equal(first, await _bot.Dispatcher.PassTimeUntilAsync(_bot.Administrators.NextAsync()));
        await LoggedAsync(LogLevel.Information, "in their own chats");
        Assert.Empty(answers);
    }

    [Fact]
    public async Task If_no_administrator_can_be_alerted_the_log_says_so()
    {
        _bot.Administrators.Tells = _ => Task.FromResult(new Telling(0, 0));

        await _bot.Slack.UninstallAsync(Cancel);

        await LoggedAsync(LogLevel.Critical, "so it notified nobody");
        await LoggedAsync(LogLevel.Critical, "Install the app again");
        Assert.DoesNotContain(_log.Lines, line => line.Text.Contains(_bot.Slack.BotToken, StringComparison.Ordinal));
    }

    private static async Task<Revocation> RevokedAsync(string token, string team)
    {
        var revocations = new Revocations(
            new ConfiguredToken(Options.Create(new SlackOptions { BotToken = token }), NullLogger<ConfiguredToken>.Instance)
        );
        await revocations.NoteAsync(team, "token_revoked", Cancel);
        await revocations.NoteAsync(team, "account_inactive", Cancel);
        Assert.True(revocations.News.TryRead(out var revocation));
        Assert.False(revocations.News.TryRead(out _));
        return revocation;
    }

    private Task LoggedAsync(LogLevel level, string words) =>
        BotUnderSlack.UntilAsync(() =>
            Task.FromResult(_log.Lines.Any(line => line.Level == level && line.Text.Contains(words, StringComparison.Ordinal)))
        );

    private async Task<string?> HealthWordAsync() =>
        (await _bot.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel)).Entries[SlackHealth.Name].Description;

    private sealed class RecordedLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Enqueue((logLevel, formatter(state, exception)));

        public void Dispose() { }
    }
}
