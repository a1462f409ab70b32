using System.Runtime.CompilerServices;
using System.Text.Json;
using IiqBot.Core.Model;
using IiqBot.Teams.Activities;

namespace IiqBot.Teams.Cards;

/// <summary>Cards that are shown to many, such as help: each is drawn once and kept as long as the card itself.</summary>
internal static class SharedCards
{
    private static readonly ConditionalWeakTable<Card, byte[]> Drawn = [];

    /// <summary>Writes a card for which <see cref="Card.IsShared"/> holds.</summary>
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
