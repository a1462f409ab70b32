using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IiqBot.FakeSlack;

/// <summary>How a request is signed: correctly, or wrongly in one of the ways an attacker would try.</summary>
public sealed record SlackSignature
{
    /// <summary>A correct signature, made now.</summary>
    public static SlackSignature Valid { get; } = new();

    /// <summary>No signature and no timestamp.</summary>
    public static SlackSignature None { get; } = new() { OmitSignature = true, OmitTimestamp = true };

    /// <summary>How old the timestamp is; negative for one from the future.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>Another secret than the app's.</summary>
    public string? Secret { get; init; }

    /// <summary>Omits X-Slack-Signature.</summary>
    public bool OmitSignature { get; init; }

    /// <summary>Omits X-Slack-Request-Timestamp.</summary>
    public bool OmitTimestamp { get; init; }

    /// <summary>The value of X-Slack-Request-Timestamp; the signature covers it too.</summary>
    public string? Timestamp { get; init; }

    /// <summary>Changes the finished signature, for example cuts it or writes it in capitals.</summary>
    public Func<string, string>? Change { get; init; }

    /// <summary>Changes the body after it was signed.</summary>
    public Func<string, string>? Tamper { get; init; }

    /// <summary>
    /// Slack's signature: <c>v0=</c> and the lower-case hex HMAC-SHA256 of <c>v0:timestamp:body</c> (docs.slack.dev, verifying requests).
    /// </summary>
    public static string Compute(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"v0:{timestamp}:"), .. body];
        return "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }

    internal (string? Signature, string? Timestamp, string Body) Sign(string body, string appSecret, DateTimeOffset now)
    {
        var timestamp = Timestamp ?? (now - Age).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Compute(Secret ?? appSecret, timestamp, Encoding.UTF8.GetBytes(body));
        return (
            OmitSignature ? null : Change?.Invoke(signature) ?? signature,
            OmitTimestamp ? null : timestamp,
            Tamper?.Invoke(body) ?? body
        );
    }
}
