using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace IiqBot.Slack.Inbound;

/// <summary>A request's bytes as they came, in memory that is lent until it is disposed; or the status to answer, when there are none.</summary>
internal sealed class RawBody : IDisposable
{
    /// <summary>The largest body that is read. A view that is sent back is the largest that Slack has (platform-limits.md, 3.1).</summary>
    public const int MaxBytes = 256 * 1024;

    private byte[] _buffer;

    private RawBody(int size) => _buffer = ArrayPool<byte>.Shared.Rent(size);

    /// <summary>The bytes; empty when it is refused.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>The status to answer; 0 when the bytes are there.</summary>
    public int Refusal { get; private set; }

    /// <summary>Reads a body, never more than <see cref="MaxBytes"/>.</summary>
    public static async ValueTask<RawBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBytes) return new RawBody(0) { Refusal = StatusCodes.Status413PayloadTooLarge };
        var body = new RawBody((int?)request.ContentLength ?? 4096);
        try
        {
            body.Refusal = await body.FillAsync(request, cancellationToken);
            return body;
        }
        catch (BadHttpRequestException exception)
        {
            body.Refusal = exception.StatusCode; // a broken chunk, or the server's own limit
            return body;
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, Bytes) = ([], default);
    }

    private async ValueTask<int> FillAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var read = 0;
        while (read != request.ContentLength)
        {
            if (read == _buffer.Length) Grow(read);
            var count = await request.Body.ReadAsync(_buffer.AsMemory(read), cancellationToken);
            read += count;
            if (read > MaxBytes) return StatusCodes.Status413PayloadTooLarge;
            if (count == 0) break;
        }

        Bytes = _buffer.AsMemory(0, read);
        return 0;
    }

    private void Grow(int read)
    {
        var larger = ArrayPool<byte>.Shared.Rent(read * 2);
        _buffer.AsSpan(0, read).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
