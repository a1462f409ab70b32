using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace IiqBot.Slack.Inbound;

/// <summary>
/// The raw bytes of a request, in rented memory that <see cref="Dispose"/> returns, or the status to answer when there are none.
/// </summary>
internal sealed class RawBody : IDisposable
{
    /// <summary>The largest body that the bot reads. Slack's largest is a submitted view (docs/reference/slack.md, "Sizes").</summary>
    public const int MaxBytes = 256 * 1024;

    // The announced length may never arrive, so the buffer grows only with the data.
    private const int FirstBytes = 8 * 1024;

    /// <summary>How long a body may take to arrive. Slack itself waits three seconds for the answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private byte[] _buffer = [];

    private RawBody() { }

    /// <summary>The bytes; empty when the body was rejected.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>The status to answer; 0 when the bytes are there.</summary>
    public int Refusal { get; private set; }

    /// <summary>Reads a body: at most <see cref="MaxBytes"/>, for at most a few seconds.</summary>
    /// <param name="request">The request.</param>
    /// <param name="unverified">The bodies in progress.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops reading when the sender hangs up.</param>
    public static async ValueTask<RawBody> ReadAsync(
        HttpRequest request,
        UnverifiedBodies unverified,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var body = new RawBody();
        if (request.ContentLength > MaxBytes)
            body.Refusal = StatusCodes.Status413PayloadTooLarge;
        else if (!unverified.TryEnter())
            body.Refusal = StatusCodes.Status503ServiceUnavailable;
        else
            await body.FillAsync(request, unverified, time, cancellationToken);
        return body;
    }

    /// <summary>Returns the memory.</summary>
    public void Dispose()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, Bytes) = ([], default);
    }

    private async ValueTask FillAsync(
        HttpRequest request,
        UnverifiedBodies unverified,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            Refusal = await FillAsync(request, unverified, linked.Token);
        }
        catch (BadHttpRequestException exception)
        {
            Refusal = exception.StatusCode; // a broken chunk, or the server's own limit
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            Refusal = StatusCodes.Status408RequestTimeout;
        }
        finally
        {
            unverified.Leave(_buffer.Length); // the signature check comes next, and it waits for nothing
        }
    }

    private async ValueTask<int> FillAsync(HttpRequest request, UnverifiedBodies unverified, CancellationToken cancellationToken)
    {
        var read = 0;
        while (read != request.ContentLength)
        {
            if (read == _buffer.Length && !TryGrow(read, unverified))
                return StatusCodes.Status503ServiceUnavailable;
            var count = await request.Body.ReadAsync(_buffer.AsMemory(read), cancellationToken);
            read += count;
            if (read > MaxBytes)
                return StatusCodes.Status413PayloadTooLarge;
            if (count == 0)
                break;
        }

        Bytes = _buffer.AsMemory(0, read);
        return 0;
    }

    private bool TryGrow(int read, UnverifiedBodies unverified)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstBytes, read * 2));
        if (!unverified.TryTake(larger.Length - _buffer.Length))
        {
            ArrayPool<byte>.Shared.Return(larger);
            return false;
        }

        _buffer.AsSpan(0, read).CopyTo(larger);
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
        return true;
    }
}
