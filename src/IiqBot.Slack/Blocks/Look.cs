using IiqBot.Core.Model;

namespace IiqBot.Slack.Blocks;

/// <summary>How tones look: a sign before the words. The words say the same without it.</summary>
internal static class Look
{
    /// <summary>The sign, followed by a non-breaking space; empty for a neutral tone.</summary>
    public static string SignOf(Tone tone) =>
        tone switch
        {
            Tone.Accent => "🔵\u00A0",
            Tone.Good => "✅\u00A0",
            Tone.Warning => "⚠️\u00A0",
            Tone.Attention => "🔴\u00A0",
            _ => "⚪\u00A0",
        };

    /// <summary>Badges in one line.</summary>
    public static string Line(IReadOnlyList<Badge> badges) => string.Join("   ", badges.Select(badge => SignOf(badge.Tone) + badge.Text));
}
