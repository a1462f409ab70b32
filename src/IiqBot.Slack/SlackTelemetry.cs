using System.Diagnostics;
using System.Diagnostics.Metrics;
using IiqBot.Core.Messaging;

namespace IiqBot.Slack;

/// <summary>The metrics of the Slack adapter. No tag ever holds the id of a person, conversation or workspace.</summary>
public sealed class SlackTelemetry : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "IiqBot.Slack";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _requests;
    private readonly Counter<long> _unknown;
    private readonly Counter<long> _retries;
    private readonly Histogram<double> _acknowledgement;
    private readonly Counter<long> _deliveries;

    /// <summary>Creates the instruments.</summary>
    public SlackTelemetry()
    {
        _requests = _meter.CreateCounter<long>("iiqbot.slack.requests", "{request}", "Requests received, by kind and answer.");
        _unknown = _meter.CreateCounter<long>(
            "iiqbot.slack.unknown",
            "{request}",
            "Payloads, events and elements of a kind that the bot does not know."
        );
        _retries = _meter.CreateCounter<long>("iiqbot.slack.retries", "{event}", "Events that Slack sent again, by its reason.");
        _acknowledgement = _meter.CreateHistogram<double>(
            "iiqbot.slack.acknowledgement",
            "s",
            "Time from a request to its acknowledgement."
        );
        _deliveries = _meter.CreateCounter<long>("iiqbot.slack.deliveries", "{call}", "Calls to Slack, by method and outcome.");
    }

    /// <summary>Whether an instrument belongs to this object and not to another host in the same process.</summary>
    internal bool Owns(Instrument instrument) => instrument.Meter == _meter;

    internal void Acknowledged(string kind, int status, TimeSpan elapsed)
    {
        if (!_requests.Enabled && !_acknowledgement.Enabled)
            return;
        var tags = new TagList { { "kind", kind }, { "status", status } };
        _requests.Add(1, tags);
        _acknowledgement.Record(elapsed.TotalSeconds, tags);
    }

    internal void Unknown(string kind) => _unknown.Add(1, new KeyValuePair<string, object?>("kind", kind));

    internal void Retried(string? reason) => _retries.Add(1, new KeyValuePair<string, object?>("reason", Known(reason)));

    internal void Delivered(string method, DeliveryOutcome outcome) =>
        _deliveries.Add(1, new TagList { { "method", method }, { "outcome", outcome.ToString() } });

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    // A name from the wire must not create a new time series (docs.slack.dev, Events API, "Error handling").
    private static string Known(string? reason) =>
        reason switch
        {
            "http_timeout" or "too_many_redirects" or "connection_failed" or "ssl_error" or "http_error" or "unknown_error" or "timeout" =>
                reason,
            _ => "other",
        };
}
