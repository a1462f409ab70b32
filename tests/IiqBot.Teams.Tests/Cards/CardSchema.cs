using System.Text.Json;
using IiqBot.FakeConnector;
using NJsonSchema;

namespace IiqBot.Teams.Tests.Cards;

/// <summary>The published schema of Adaptive Cards, checked by a general validator.</summary>
internal static class CardSchema
{
    private static readonly Lazy<Task<JsonSchema>> Schema = new(() => JsonSchema.FromJsonAsync(PublishedCardSchema.Text));

    /// <summary>The schema errors of a card.</summary>
    public static async Task<IReadOnlyList<string>> ErrorsAsync(JsonElement card)
    {
        var schema = await Schema.Value;
        return [.. schema.Validate(card.GetRawText()).Select(error => error.ToString())];
    }
}
