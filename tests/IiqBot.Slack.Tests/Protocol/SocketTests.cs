using System.Threading.Channels;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.FakeSlack;
using IiqBot.Slack.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IiqBot.Slack.Tests.Protocol;

/// <summary>Socket Mode: the same conversations over connections that the bot opens.</summary>
public sealed class SocketTests : IAsyncLifetime
{
    private readonly Pauses _pauses = new();
    private BotUnderSlack _bot = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await BotUnderSlack.StartAsync(socketMode: true, services: services => services.AddSingleton<ILoggerProvider>(_pauses));
        await BotUnderSlack.UntilAsync(() => Task.FromResult(_bot.Services.GetRequiredService<SocketState>().Open == 2));
    }

    public async ValueTask DisposeAsync()
    {
        _bot.Slack.AssertClean();
        await _bot.DisposeAsync();
    }

    [Fact]
    public async Task A_command_is_acknowledged_with_its_answer()
    {
        await _bot.Client.CommandAsync(_bot.Channel, BotUnderSlack.Command, "help", Cancel);

        Assert.Contains("Hello", (await _bot.NextMessageAsync(_bot.Channel)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_presses_searches_and_forms_work_as_over_HTTP()
    {
        _bot.Dispatcher.Answer(
            new BotResponse.Reply(
                BotUnderSlack.Card("Ticket", new CardAction.Press("Resolve", "ticket.resolve", Arguments.Of("ticket", "12")))
            )
        );
        await _bot.Client.SayAsync(_bot.Chat, "show 12", cancellationToken: Cancel);
        var card = await _bot.NextMessageAsync(_bot.Chat);
        _bot.Dispatcher.Accepts = request => new Accepted(request) { OpensForm = request.Kind == RequestKind.CardAction };
        _bot.Dispatcher.Answer(new BotResponse.OpenForm(BotUnderSlack.Form()));
        await _bot.Client.PressAsync(card, "Resolve", Cancel);
        await _bot.ViewWithAsync("What happens?");
        await _bot.Client.FillAsync("location", "lin", Cancel);
        _bot.Dispatcher.Answer(new BotResponse.ReplaceCard(BotUnderSlack.Card("Resolved")));

        await _bot.Client.SubmitAsync(Cancel);

        Assert.Contains("Resolved", (await _bot.NextUpdateAsync(_bot.Chat)).Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("warning")]
    [InlineData("refresh_requested")]
    public async Task The_next_connection_is_opened_before_the_old_one_closes(string reason)
    {
        var leaving = _bot.Slack.Connections[0];

        await leaving.DisconnectAsync(reason);
        await _bot.Slack.WaitUntilAsync(
            () => _bot.Slack.Connections.Count(c => c.IsOpen) >= 2 && !leaving.IsOpen,
            "another connection",
            cancellationToken: Cancel
        );

        await _bot.Client.CommandAsync(_bot.Channel, BotUnderSlack.Command, "help", Cancel);
        await _bot.NextMessageAsync(_bot.Channel);
    }

    [Fact]
    public async Task A_broken_connection_is_reopened()
    {
        // A connection that delivered a message got its hello before, so it counts as open for the time that passes now.
        await _bot.Client.SayAsync(_bot.Chat, "help", cancellationToken: Cancel);
        await _bot.NextMessageAsync(_bot.Chat);
        _bot.Time.Advance(TimeSpan.FromMinutes(10));
        foreach (var connection in _bot.Slack.Connections)
            connection.Drop();

        await ConnectedAsync(1);
        await _bot.Client.SayAsync(_bot.Chat, "help", cancellationToken: Cancel);
        await _bot.NextMessageAsync(_bot.Chat);
    }

    [Fact]
    public async Task A_connection_that_closes_at_once_is_reopened_after_a_pause()
    {
        foreach (var connection in _bot.Slack.Connections)
            connection.Drop();

        for (var i = 0; i < 2; i++)
            Assert.InRange(await _pauses.NextAsync(), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
        Assert.Equal(2, Opened()); // the clock stands still, so the pauses do not end
        _bot.Time.Advance(TimeSpan.FromSeconds(1));
        await _bot.Slack.WaitUntilAsync(() => Opened() == 4, "other addresses", cancellationToken: Cancel);
    }

    [Fact]
    public async Task Connections_are_opened_no_more_often_than_Slack_allows()
    {
        var pause = _pauses.NextAsync();
        Task replaced;
        while (
            await Task.WhenAny(replaced = ReplacedAsync(_bot.Slack.Connections.Last(connection => connection.IsOpen)), pause) == replaced
        )
            await replaced;

        Assert.Equal(10, Opened()); // within a minute; two of them at the start
        Assert.InRange(await pause, TimeSpan.FromSeconds(59), TimeSpan.FromSeconds(61));
        _bot.Time.Advance(TimeSpan.FromSeconds(61));
        await replaced;
    }

    [Fact]
    public async Task Nothing_is_served_over_HTTP()
    {
        using var answer = await _bot.Http.PostAsync("/slack/commands", null, Cancel);

        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task ReplacedAsync(FakeSlack.SocketConnection leaving)
    {
        var opened = Opened();
        await leaving.DisconnectAsync("refresh_requested");
        await _bot.Slack.WaitUntilAsync(
            () => Opened() > opened && _bot.Slack.Connections.Count(c => c.IsOpen) >= 2,
            "another address",
            cancellationToken: Cancel
        );
    }

    private int Opened() => _bot.Slack.Calls.Count(call => call.Method == "apps.connections.open");

    private Task ConnectedAsync(int connections) =>
        _bot.Slack.WaitUntilAsync(
            () => _bot.Slack.Connections.Count(c => c.IsOpen) >= connections,
            "connections",
            cancellationToken: Cancel
        );

    /// <summary>Reports the pauses before reconnecting, as the log announces them when they begin.</summary>
    private sealed class Pauses : ILoggerProvider, ILogger
    {
        private readonly Channel<TimeSpan> _begun = Channel.CreateUnbounded<TimeSpan>();

        public Task<TimeSpan> NextAsync() => _begun.Reader.ReadAsync(Cancel).AsTask().WaitAsync(FakeSlackPlatform.Patience, Cancel);

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
        )
        {
            if (
                state is IReadOnlyList<KeyValuePair<string, object?>> values
                && values.FirstOrDefault(value => value.Key == "Pause").Value is TimeSpan pause
            )
                _begun.Writer.TryWrite(pause);
        }

        public void Dispose() => _begun.Writer.TryComplete();
    }
}
