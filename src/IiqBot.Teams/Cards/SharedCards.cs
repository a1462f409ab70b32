using System.Runtime.CompilerServices;
using System.Text.Json;
using IiqBot.Core.Model;
using IiqBot.Teams.Activities;

namespace IiqBot.Teams.Cards;

/// <summary>Caches cards that many people see, such as help. Each is rendered once and cached as long as the card itself lives.</summary>
internal static class SharedCards
{
    private static readonly ConditionalWeakTable<Card, byte[]> Drawn = [];

    /// <summary>Writes a card with <see cref="Card.IsShared"/>.</summary>
    public static void Write(Utf8JsonWriter writer, Card card) =>
        writer.WriteRawValue(Drawn.GetValue(card, Draw), skipInputValidation: true);

    private static byte[] Draw(Card card)
    {
        using var drawn = new MemoryStream();
        using (var writer = JsonOutput.WriterTo(drawn))
            AdaptiveCardRenderer.WriteCard(writer, card);
        return drawn.ToArray();
    }
}
