using System.Diagnostics;
using System.Diagnostics.Metrics;
using IiqBot.Core.Model;

namespace IiqBot.Core.Pipeline;

/// <summary>Measures requests. Tags hold only names, never the id of a person or ticket.</summary>
public sealed class CoreTelemetry : IDisposable
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "IiqBot.Core";

    private static readonly ActivitySource Source = new(Name);
    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _calls;

    /// <summary>Creates the instruments.</summary>
    public CoreTelemetry()
    {
        _requests = _meter.CreateCounter<long>("iiqbot.requests", "{request}", "Requests, by platform, verb and outcome.");
        _duration = _meter.CreateHistogram<double>("iiqbot.request.duration", "s", "Time from dispatch to answer.");
        _calls = _meter.CreateHistogram<int>("iiqbot.request.incidentiq.calls", "{call}", "Calls to Incident IQ per request.");
    }

    /// <summary>Starts the span of a request.</summary>
    public static Activity? StartSpan(BotRequest request, string verb) =>
        Source.StartActivity("iiqbot.request")?.SetTag("iiqbot.platform", request.Actor.Platform).SetTag("iiqbot.verb", verb);

    /// <summary>Records a finished request.</summary>
    /// <param name="platform">The platform it came from.</param>
    /// <param name="verb">The verb, or <c>unknown</c>.</param>
    /// <param name="outcome">The outcome: <c>answered</c>, <c>refused</c>, <c>kept</c>, <c>failed</c>, or <c>stopped</c> with the
    /// host.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="calls">How many calls to Incident IQ it made.</param>
    public void Record(string platform, string verb, string outcome, TimeSpan elapsed, int calls)
    {
        var tags = new TagList
        {
            { "platform", platform },
            { "verb", verb },
            { "outcome", outcome },
        };
        _requests.Add(1, tags);
        _duration.Record(elapsed.TotalSeconds, tags);
        _calls.Record(calls, tags);
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();
}
