using IiqBot.Core.Model;

namespace IiqBot.Core.Features.Tickets;

/// <summary>Says how a name was read that somebody typed with a slip in it.</summary>
internal static class Reading
{
    /// <summary>The sentence; null when the name was typed right, or chosen.</summary>
    public static string? Of(string? typed, string meant) =>
        typed is null || Guid.TryParse(typed, out _) || typed.Contains('@', StringComparison.Ordinal) || !NameMatch.IsGuess(meant, typed)
            ? null
            : Texts.ReadAs.With(typed, meant);
}
