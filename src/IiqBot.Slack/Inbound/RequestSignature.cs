using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace IiqBot.Slack.Inbound;

/// <summary>
/// Checks Slack's signature: <c>v0=</c> and the lower-case hex HMAC-SHA256 of <c>v0:timestamp:raw body</c>, made no more than
/// five minutes ago or ahead (docs.slack.dev, "Verifying requests from Slack"). Compared in fixed time.
/// </summary>
internal sealed class RequestSignature(IOptions<SlackOptions> options, TimeProvider time)
{
    private const string SignatureHeader = "X-Slack-Signature";
    private const string TimestampHeader = "X-Slack-Request-Timestamp";
    private const int Length = 3 + 2 * SHA256.HashSizeInBytes;
    private const int MostDigits = 12;
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly byte[]? _secret = string.IsNullOrWhiteSpace(options.Value.SigningSecret) ? null : Encoding.UTF8.GetBytes(options.Value.SigningSecret);

    /// <summary>Whether Slack sent this body just now.</summary>
    public bool IsValid(IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        if (_secret is null) return false;
        var (signatures, timestamps) = (headers[SignatureHeader], headers[TimestampHeader]);
        if (signatures.Count != 1 || timestamps.Count != 1) return false;
        return signatures[0] is { Length: Length } signature && timestamps[0] is { Length: > 0 and <= MostDigits } timestamp
            && IsNow(timestamp) && IsSigned(signature, timestamp, body);
    }

    private bool IsNow(string timestamp) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - seconds) <= (long)Tolerance.TotalSeconds;

    private bool IsSigned(string signature, string timestamp, ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var signed = ArrayPool<byte>.Shared.Rent(4 + MostDigits + body.Length);
        try
        {
            "v0:"u8.CopyTo(signed);
            var at = 3 + Encoding.ASCII.GetBytes(timestamp, signed.AsSpan(3));
            signed[at++] = (byte)':';
            body.CopyTo(signed.AsSpan(at));
            HMACSHA256.HashData(_secret, signed.AsSpan(0, at + body.Length), hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(signed);
        }

        Span<byte> expected = stackalloc byte[Length];
        "v0="u8.CopyTo(expected);
        Convert.TryToHexStringLower(hash, expected[3..], out _);
        Span<byte> given = stackalloc byte[Length];
        return Encoding.ASCII.TryGetBytes(signature, given, out var written) && written == Length && CryptographicOperations.FixedTimeEquals(expected, given);
    }
}
