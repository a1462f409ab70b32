using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace IiqBot.Slack.Inbound;

/// <summary>What a request's headers say about its signature: well formed and recent, but not checked yet.</summary>
/// <param name="Signature">The signature.</param>
/// <param name="Timestamp">When Slack signed.</param>
internal readonly record struct SignatureClaim(string Signature, string Timestamp);

/// <summary>
/// Checks Slack's signature: <c>v0=</c> and the lower-case hex HMAC-SHA256 of <c>v0:timestamp:raw body</c>, made at most five minutes ago
/// or ahead (docs.slack.dev, "Verifying requests from Slack"). The comparison takes constant time.
/// </summary>
internal sealed class RequestSignature(IOptions<SlackOptions> options, TimeProvider time)
{
    private const string SignatureHeader = "X-Slack-Signature";
    private const string TimestampHeader = "X-Slack-Request-Timestamp";
    private const string Version = "v0=";
    private const int Length = 3 + 2 * SHA256.HashSizeInBytes;
    private const int MostDigits = 12;
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    private readonly byte[]? _secret = string.IsNullOrWhiteSpace(options.Value.SigningSecret)
        ? null
        : Encoding.UTF8.GetBytes(options.Value.SigningSecret);

    /// <summary>
    /// Reads the claim in the headers; null when they are missing, malformed or stale. Then no body can make the request valid, so the bot
    /// need not read it.
    /// </summary>
    public SignatureClaim? ClaimOf(IHeaderDictionary headers)
    {
        if (_secret is null)
            return null;
        var (signatures, timestamps) = (headers[SignatureHeader], headers[TimestampHeader]);
        if (signatures.Count != 1 || timestamps.Count != 1)
            return null;
        if (signatures[0] is not { } signature || !IsWellFormed(signature))
            return null;
        return timestamps[0] is { Length: > 0 and <= MostDigits } timestamp && IsNow(timestamp) ? new(signature, timestamp) : null;
    }

    /// <summary>Whether Slack signed this body.</summary>
    public bool IsSigned(SignatureClaim claim, ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var signed = ArrayPool<byte>.Shared.Rent(4 + MostDigits + body.Length);
        try
        {
            "v0:"u8.CopyTo(signed);
            var at = 3 + Encoding.ASCII.GetBytes(claim.Timestamp, signed.AsSpan(3));
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
        return Encoding.ASCII.TryGetBytes(claim.Signature, given, out var written)
            && written == Length
            && CryptographicOperations.FixedTimeEquals(expected, given);
    }

    private static bool IsWellFormed(string signature) =>
        signature.Length == Length
        && signature.StartsWith(Version, StringComparison.Ordinal)
        && !signature.AsSpan(Version.Length).ContainsAnyExcept(Hex);

    private bool IsNow(string timestamp) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - seconds) <= (long)Tolerance.TotalSeconds;
}
