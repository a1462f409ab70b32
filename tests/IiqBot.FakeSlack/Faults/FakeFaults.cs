using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace IiqBot.FakeSlack;

/// <summary>
/// The faults to come. Each affects the next calls that match, oldest first. Aim at a Web API method by its name, at a family with a star
/// (<c>chat.*</c>, <c>*</c>), at uses of response URLs with <see cref="ResponseUrl"/>, at uploads and downloads with <see cref="File"/>.
/// </summary>
public sealed class FakeFaults
{
    /// <summary>Aims at posts to response URLs.</summary>
    public const string ResponseUrl = "response_url";

    /// <summary>Aims at the transfer of files' bytes.</summary>
    public const string File = "file";

    private readonly List<Fault> _pending = [];
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;

    internal FakeFaults(TimeProvider clock) => _clock = clock;

    /// <summary>The next calls are answered 429, with Retry-After in whole seconds (none if null).</summary>
    public void Throttle(int times, TimeSpan? retryAfter, string on = "*") =>
        Add(
            new Fault(on, times)
            {
                Status = 429,
                Error = "ratelimited",
                RetryAfter = retryAfter,
            }
        );

    /// <summary>The next calls get this HTTP status and are not carried out: 500, 502, 503, 504 or another.</summary>
    public void Answer(int status, int times = 1, string on = "*") => Add(new Fault(on, times) { Status = status });

    /// <summary>
    /// The next calls get 200 with <c>ok: false</c> and this error, such as <c>internal_error</c> or <c>service_unavailable</c>.
    /// </summary>
    public void Refuse(string error, int times = 1, string on = "*") => Add(new Fault(on, times) { Status = 200, Error = error });

    /// <summary>The connection breaks before anything is done.</summary>
    public void DropConnection(int times = 1, string on = "*") => Add(new Fault(on, times) { Drop = true });

    /// <summary>The call is carried out and its answer is lost.</summary>
    public void LoseAnswer(int times = 1, string on = "*") => Add(new Fault(on, times) { LosesAnswer = true });

    /// <summary>The next calls wait this long, by the fake's clock, and are then carried out.</summary>
    /// <returns>Completes when the first of them has arrived and waits.</returns>
    public Task Slow(TimeSpan delay, int times = 1, string on = "*")
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(
            new Fault(on, times)
            {
                Wait = cancellationToken =>
                {
                    var wait = Task.Delay(delay, _clock, cancellationToken);
                    reached.TrySetResult();
                    return wait;
                },
            }
        );
        return reached.Task;
    }

    /// <summary>The next call waits until it is released.</summary>
    public FaultGate Hold(string on = "*")
    {
        var gate = new FaultGate();
        Add(new Fault(on, 1) { Wait = gate.PassAsync });
        return gate;
    }

    /// <summary>Clears all faults.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _pending.Clear();
        }
    }

    /// <summary>
    /// Applies the next fault for this call. Returns it if the caller must not carry out the call (<see cref="Fault.Status"/> 0: the
    /// connection is already closed), or null to continue.
    /// </summary>
    internal async Task<Fault?> ApplyAsync(string operation, HttpContext http)
    {
        if (Take(operation) is not { } fault)
            return null;
        if (fault.Wait is { } wait)
            await wait(http.RequestAborted);
        if (fault.Drop)
            http.Abort();
        if (fault.LosesAnswer)
            http.Response.OnStarting(() =>
            {
                http.Abort();
                return Task.CompletedTask;
            });
        if (fault.RetryAfter is { } after)
            http.Response.Headers.RetryAfter = ((int)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return fault.Drop || fault.Status > 0 ? fault : null;
    }

    private void Add(Fault fault)
    {
        lock (_gate)
        {
            _pending.Add(fault);
        }
    }

    private Fault? Take(string operation)
    {
        lock (_gate)
        {
            var index = _pending.FindIndex(f => f.AimsAt(operation));
            if (index < 0)
                return null;
            var fault = _pending[index];
            if (--fault.Times <= 0)
                _pending.RemoveAt(index);
            return fault;
        }
    }
}
