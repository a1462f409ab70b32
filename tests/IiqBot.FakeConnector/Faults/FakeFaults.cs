using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace IiqBot.FakeConnector;

/// <summary>The faults to come. Each affects the next calls of its operations, oldest first.</summary>
public sealed class FakeFaults
{
    private readonly List<Fault> _pending = [];
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;

    internal FakeFaults(TimeProvider clock) => _clock = clock;

    /// <summary>The next calls are answered 429, with Retry-After in whole seconds (none if null).</summary>
    public void Throttle(int times, TimeSpan? retryAfter, ConnectorOperation on = ConnectorOperation.Messages) =>
        Add(
            new Fault(on, times)
            {
                Status = 429,
                Code = "Throttled",
                Message = "Too many requests.",
                RetryAfter = retryAfter,
            }
        );

    /// <summary>The next calls get this status and are not carried out: 412, 500, 502, 503, 504 or another.</summary>
    public void Answer(int status, int times = 1, ConnectorOperation on = ConnectorOperation.Messages) =>
        Add(
            new Fault(on, times)
            {
                Status = status,
                Code = status == 412 ? "PreconditionFailed" : "ServiceError",
                Message = status == 412 ? "Precondition failed, please try again." : "Unknown",
            }
        );

    /// <summary>The next updates find no message, although it exists (msteams-docs #6139: about one update in a thousand).</summary>
    public void MessageDoesNotExist(int times = 1) =>
        Add(
            new Fault(ConnectorOperation.Update, times)
            {
                Status = 404,
                Code = "ActivityNotFoundInConversation",
                Message = "The message does not exist.",
            }
        );

    /// <summary>The connection breaks before anything is done.</summary>
    public void DropConnection(int times = 1, ConnectorOperation on = ConnectorOperation.Messages) =>
        Add(new Fault(on, times) { Drop = true });

    /// <summary>The call is carried out and its answer is lost.</summary>
    public void LoseAnswer(int times = 1, ConnectorOperation on = ConnectorOperation.Messages) =>
        Add(new Fault(on, times) { LosesAnswer = true });

    /// <summary>The next calls wait this long, by the fake's clock, and are then carried out.</summary>
    /// <returns>Completes when the first of them has arrived and waits.</returns>
    public Task Slow(TimeSpan delay, int times = 1, ConnectorOperation on = ConnectorOperation.Messages)
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
    public FaultGate Hold(ConnectorOperation on = ConnectorOperation.Messages)
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
    /// Applies the next fault for this operation. Returns it if the caller must not carry out the call (<see cref="Fault.Status"/> 0: the
    /// connection is already closed), or null to continue.
    /// </summary>
    internal async Task<Fault?> ApplyAsync(ConnectorOperation operation, HttpContext http)
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

    private Fault? Take(ConnectorOperation operation)
    {
        lock (_gate)
        {
            var index = _pending.FindIndex(f => f.On.HasFlag(operation));
            if (index < 0)
                return null;
            var fault = _pending[index];
            if (--fault.Times <= 0)
                _pending.RemoveAt(index);
            return fault;
        }
    }
}
