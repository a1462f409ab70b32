using IiqBot.Core.Model;

namespace IiqBot.Core.Features.Tickets;

/// <summary>Says how the bot understood a name with a typing error.</summary>
internal static class Reading
{
    /// <summary>Returns the sentence; null if the name was typed correctly, or chosen.</summary>
    public static string? Of(string? typed, string meant) =>
        typed is null || Guid.TryParse(typed, out _) || typed.Contains('@', StringComparison.Ordinal) || !NameMatch.IsGuess(meant, typed)
            ? null
            : Texts.ReadAs.With(typed, meant);
}
