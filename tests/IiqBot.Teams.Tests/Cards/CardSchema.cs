using System.Text.Json;
using IiqBot.FakeConnector;
using NJsonSchema;

namespace IiqBot.Teams.Tests.Cards;

/// <summary>The published schema of Adaptive Cards, as a general validator reads it.</summary>
internal static class CardSchema
{
    private static readonly Lazy<Task<JsonSchema>> Schema = new(() => JsonSchema.FromJsonAsync(PublishedCardSchema.Text));

    /// <summary>What is wrong with a card.</summary>
    public static async Task<IReadOnlyList<string>> ErrorsAsync(JsonElement card)
    {
        var schema = await Schema.Value;
        return [.. schema.Validate(card.GetRawText()).Select(error => error.ToString())];
    }
}
