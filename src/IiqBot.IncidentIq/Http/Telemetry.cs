using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IiqBot.IncidentIq.Http;

/// <summary>Traces and metrics of calls. They contain only the operation's template: no id, no query, no address.</summary>
internal sealed class Telemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "IiqBot.IncidentIq";

    private static readonly ActivitySource Source = new(Name);
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _rowsOutside;
    private readonly Counter<long> _unreadable;
    private readonly TimeProvider _time;

    public Telemetry(IMeterFactory meters, TimeProvider time)
    {
        // The factory owns the meter and disposes it with the container.
        var meter = meters.Create(Name);
        _time = time;
        _attempts = meter.CreateCounter<long>("iiqbot.incidentiq.attempts", "{attempt}", "Requests sent to Incident IQ, by route.");
        _duration = meter.CreateHistogram<double>(
            "iiqbot.incidentiq.call.duration",
            "s",
            "Calls with their retries, by route and outcome."
        );
        _rowsOutside = meter.CreateCounter<long>(
            "iiqbot.incidentiq.rows_outside_filter",
            "{row}",
            "Rows that came although a filter should have kept them out, by facet."
        );
        _unreadable = meter.CreateCounter<long>(
            "iiqbot.incidentiq.rows_unreadable",
            "{row}",
            "Rows that could not be read and were left out, by route."
        );
    }

    /// <summary>Starts to watch one call.</summary>
    public Watched Watch(Route route) =>
        new(this, route, Source.StartActivity(route.ToString(), ActivityKind.Client), _time.GetTimestamp());

    /// <summary>Counts a request sent to the server.</summary>
    public void Attempt(Route route) =>
        _attempts.Add(1, new("http.request.method", route.Method.Method), new("url.template", route.Template));

    /// <summary>Counts rows that do not match a filter.</summary>
    public void RowsOutside(string facet, int rows)
    {
        if (rows > 0)
            _rowsOutside.Add(rows, new KeyValuePair<string, object?>("facet", facet));
    }

    /// <summary>Counts rows that cannot be read.</summary>
    public void Unreadable(Route route, int rows)
    {
        if (rows > 0)
            _unreadable.Add(rows, new("http.request.method", route.Method.Method), new("url.template", route.Template));
    }

    /// <summary>A call being watched. Disposing it records its outcome and duration.</summary>
    internal sealed class Watched(Telemetry telemetry, Route route, Activity? activity, long started) : IDisposable
    {
        /// <summary>The name of the failure; "Canceled" until it is set.</summary>
        public string Outcome { get; set; } = "Canceled";

        /// <summary>Records the outcome.</summary>
        public void Dispose()
        {
            var tags = new TagList
            {
                { "http.request.method", route.Method.Method },
                { "url.template", route.Template },
                { "outcome", Outcome },
            };
            telemetry._duration.Record(telemetry._time.GetElapsedTime(started).TotalSeconds, tags);
            if (activity is null)
                return;
            foreach (var tag in tags)
                activity.SetTag(tag.Key, tag.Value);
            if (Outcome != "Ok")
                activity.SetStatus(ActivityStatusCode.Error, Outcome);
            activity.Dispose();
        }
    }
}
