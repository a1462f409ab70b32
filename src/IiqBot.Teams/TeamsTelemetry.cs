using System.Diagnostics;
using System.Diagnostics.Metrics;
using IiqBot.Core.Messaging;

namespace IiqBot.Teams;

/// <summary>The metrics of the Teams adapter. No tag ever holds the id of a person, conversation or tenant.</summary>
public sealed class TeamsTelemetry : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "IiqBot.Teams";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _activities;
    private readonly Counter<long> _unknown;
    private readonly Histogram<double> _acknowledgement;
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _files;

    /// <summary>Creates the instruments.</summary>
    public TeamsTelemetry()
    {
        _activities = _meter.CreateCounter<long>("iiqbot.teams.activities", "{activity}", "Activities received, by type and answer.");
        _unknown = _meter.CreateCounter<long>(
            "iiqbot.teams.activities.unknown",
            "{activity}",
            "Activities or invokes of a kind that the bot does not know."
        );
        _acknowledgement = _meter.CreateHistogram<double>("iiqbot.teams.acknowledgement", "s", "Time from the request to its answer.");
        _deliveries = _meter.CreateCounter<long>("iiqbot.teams.deliveries", "{call}", "Calls to the connector, by operation and outcome.");
        _files = _meter.CreateCounter<long>("iiqbot.teams.files", "{file}", "Files that were asked for, by what came of it.");
    }

    internal void Acknowledged(string type, int status, TimeSpan elapsed)
    {
        var tags = new TagList { { "type", type }, { "status", status } };
        _activities.Add(1, tags);
        _acknowledgement.Record(elapsed.TotalSeconds, tags);
    }

    internal void Unknown(string kind) => _unknown.Add(1, new KeyValuePair<string, object?>("kind", kind));

    internal void Delivered(string operation, DeliveryOutcome outcome) =>
        _deliveries.Add(1, new TagList { { "operation", operation }, { "outcome", outcome.ToString() } });

    internal void HandedOut(FileTrouble? trouble) =>
        _files.Add(1, new KeyValuePair<string, object?>("outcome", trouble?.ToString() ?? "Opened"));

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();
}
