using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using IiqBot.FakeSlack;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Slack.Tests.Protocol;

/// <summary>Ignored requests are counted, so an administrator sees that Slack sends something new, or sends requests again.</summary>
public sealed class CountingTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Instrument, string? Tag)> _counted = [];
    private readonly MeterListener _listener = new();
    private BotUnderSlack _bot = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await BotUnderSlack.StartAsync();
        var telemetry = _bot.Services.GetRequiredService<SlackTelemetry>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (telemetry.Owns(instrument))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>(
            (instrument, count, tags, _) =>
            {
                for (var i = 0; i < count; i++)
                    _counted.Enqueue((instrument.Name, tags.Length > 0 ? tags[0].Value as string : null));
            }
        );
        _listener.Start();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _bot.DisposeAsync();
    }

    [Theory]
    [InlineData(SlackEndpoint.Interactions, """{"type":"new_thing","team":{"id":"T0DISTRICT1"},"user":{"id":"U1"}}""", "interaction")]
    [InlineData(
        SlackEndpoint.Interactions,
        """{"type":"block_actions","team":{"id":"T0DISTRICT1"},"user":{"id":"U1"},"actions":[{"type":"hologram","action_id":"x"}]}""",
        "element"
    )]
    [InlineData(
        SlackEndpoint.Interactions,
        """{"type":"view_submission","team":{"id":"T0DISTRICT1"},"user":{"id":"U1"},"trigger_id":"1.2.3","view":{"id":"V1","callback_id":"ticket.file","state":{"values":{"a":{"b":{"type":"plain_text_input","value":"x"}},"c":{"d":{"type":"hologram","shape":"x"}}}}}}""",
        "input"
    )]
    [InlineData(
        SlackEndpoint.Events,
        """{"type":"event_callback","team_id":"T0DISTRICT1","event_id":"E1","event":{"type":"planet_renamed"}}""",
        "event"
    )]
    [InlineData(
        SlackEndpoint.Events,
        """{"type":"event_callback","team_id":"T0DISTRICT1","event_id":"E1","event":{"type":"message","channel_type":"im","channel":"D1","user":"U1","text":"x","ts":"1.2","subtype":"telepathy"}}""",
        "subtype"
    )]
    [InlineData(SlackEndpoint.Events, """{"type":"news","team_id":"T0DISTRICT1"}""", "payload")]
    public async Task Unknown_requests_are_counted_once_by_kind(SlackEndpoint endpoint, string json, string kind)
    {
        await PostAsync(endpoint, json);

        Assert.Equal(("iiqbot.slack.unknown", kind), Assert.Single(_counted, counted => counted.Instrument == "iiqbot.slack.unknown"));
    }

    [Theory]
    [InlineData("bot_message")]
    [InlineData("message_changed")]
    [InlineData("message_deleted")]
    [InlineData("message_replied")]
    public async Task Known_ignored_messages_are_not_counted(string subtype)
    {
        await PostAsync(
            SlackEndpoint.Events,
            $$$"""{"type":"event_callback","team_id":"T0DISTRICT1","event_id":"E1","event":{"type":"message","channel_type":"im","channel":"D1","user":"U1","text":"x","ts":"1.2","subtype":"{{{subtype}}}"}}"""
        );

        Assert.DoesNotContain(_counted, counted => counted.Instrument == "iiqbot.slack.unknown");
        Assert.Empty(_bot.Dispatcher.Asked);
    }

    [Theory]
    [InlineData("http_timeout", "http_timeout")]
    [InlineData("something_new", "other")]
    public async Task Retried_events_are_counted_by_reason(string reason, string tag)
    {
        var request = _bot.Slack.ComposeEvent(
            new()
            {
                ["type"] = "message",
                ["channel_type"] = "im",
                ["user"] = _bot.Ada.Id,
                ["channel"] = _bot.Chat.Id,
                ["text"] = "help",
                ["ts"] = "1790000000.000100",
            },
            _bot.Ada,
            _bot.Chat,
            "message.im"
        );
        await _bot.Slack.SendAsync(request, Cancel);
        Assert.DoesNotContain(_counted, counted => counted.Instrument == "iiqbot.slack.retries");

        await _bot.Slack.SendAsync(request.Retry(1, reason), Cancel);

        Assert.Equal(("iiqbot.slack.retries", tag), Assert.Single(_counted, counted => counted.Instrument == "iiqbot.slack.retries"));
    }

    private async Task PostAsync(SlackEndpoint endpoint, string json)
    {
        var body = Encoding.UTF8.GetBytes(endpoint == SlackEndpoint.Events ? json : "payload=" + Uri.EscapeDataString(json));
        using var answer = await _bot.Slack.RawAsync(
            endpoint,
            body,
            endpoint == SlackEndpoint.Events ? "application/json" : "application/x-www-form-urlencoded",
            _bot.Slack.Sign(body),
            Cancel
        );
        Assert.True(answer.IsSuccessStatusCode);
    }
}
