using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IiqBot.IncidentIq;
using Microsoft.Extensions.Options;

namespace IiqBot.Core.Identity;

/// <summary>
/// Seals what the bot found out at one step and needs at a later one, while a client carries it in a button or a form. A seal is valid for
/// one purpose, one person and one week. The Incident IQ token gives the key, so a seal works on every replica and after a restart. A new
/// token makes old seals invalid, and the bot asks the person again.
/// </summary>
public sealed class Seals(IOptions<IncidentIqOptions> options, TimeProvider time)
{
    // Longer than a request waits (RequestOutcomes.LongestWait), plus some days for a form that stays open.
    private static readonly TimeSpan Life = TimeSpan.FromDays(7);
    private const int KeyBytes = 32;
    private const int MarkBytes = 16;

    // Created at first use: a host without Incident IQ seals nothing.
    private readonly Lazy<byte[]> _key = new(() =>
        options.Value.ApiToken is { Length: > 0 } token
            ? HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(token), KeyBytes, info: "IiqBot.Seals"u8.ToArray())
            : RandomNumberGenerator.GetBytes(KeyBytes)
    );

    /// <summary>Seals a text. Anybody who has it can still read it, but nobody can change it.</summary>
    /// <param name="purpose">What the bot uses it for.</param>
    /// <param name="holder">The only person who may bring it back.</param>
    /// <param name="text">The text.</param>
    public string Seal(string purpose, string holder, string text)
    {
        var until = (time.GetUtcNow() + Life).ToUnixTimeSeconds().ToString("x", CultureInfo.InvariantCulture);
        return $"{until}.{MarkOf(purpose, holder, until, text)}.{text}";
    }

    /// <summary>The sealed text; null if the seal is not the bot's, is for another purpose or person, or is too old.</summary>
    public string? Open(string purpose, string holder, string? sealedText)
    {
        if (sealedText?.Split('.', 3) is not [var until, var mark, var text])
            return null;
        if (
            !CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(mark),
                Encoding.UTF8.GetBytes(MarkOf(purpose, holder, until, text))
            )
        )
            return null;
        return
            long.TryParse(until, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var end)
            && time.GetUtcNow().ToUnixTimeSeconds() <= end
            ? text
            : null;
    }

    // Each part has its length in front, so that two lists of parts never give the same text.
    private string MarkOf(params ReadOnlySpan<string> parts)
    {
        var all = new StringBuilder();
        foreach (var part in parts)
            all.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}");
        return Convert.ToHexStringLower(HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes(all.ToString()))[..MarkBytes]);
    }
}
