using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace IiqBot.FakeConnector.Tests;

/// <summary>Cards that clients show, but that break the published schema.</summary>
public sealed class CardSchemaTests : TeamsTest
{
    private const string Good = """
        {
          "type": "AdaptiveCard", "version": "1.5", "speak": "A ticket", "msteams": { "width": "Full" },
          "body": [
            { "type": "Container", "style": "emphasis", "items": [{ "type": "ColumnSet", "columns": [{ "type": "Column", "width": "stretch", "items": [
              { "type": "RichTextBlock", "inlines": ["plain", { "type": "TextRun", "text": "run", "weight": "Bolder" }] }] }] }] },
            { "type": "TextBlock", "text": "Projector", "wrap": true, "spacing": "none" },
            { "type": "Image", "url": "https://x.example/a.png", "altText": "A picture" },
            { "type": "Input.ChoiceSet", "id": "room", "style": "filtered", "choices": [{ "title": "Room 1", "value": "1" }],
              "choices.data": { "type": "Data.Query", "dataset": "rooms", "associatedInputs": "auto" } },
            { "type": "Input.Text", "id": "note", "maxLength": 100 }
          ],
          "actions": [
            { "type": "Action.Execute", "title": "Take", "verb": "ticket.take", "style": "positive", "data": { "id": 1 },
              "fallback": { "type": "Action.Submit", "title": "Take", "data": { "id": 1 } } },
            { "type": "Action.OpenUrl", "title": "Open", "url": "https://x.example", "mode": "secondary" }
          ]
        }
        """;

    [Fact]
    public async Task A_good_card_passes_and_is_counted()
    {
        await PostedAsync(CardMessage(Good));
        Teams.AssertClean();
        Assert.Equal(1, Teams.CardsHeldToSchema);
    }

    [Theory]
    [InlineData("\"Bolder\"", "\"Fat\"", "$.body[0].items[0].columns[0].items[0].inlines[1].weight: \"Fat\" is none of")]
    [InlineData("\"Bolder\"", "\"xBolder\"", "$.body[0].items[0].columns[0].items[0].inlines[1].weight: \"xBolder\" is none of")]
    [InlineData("\"emphasis\"", "\"emphasised\"", "$.body[0].style: \"emphasised\" is none of")]
    [InlineData("\"emphasis\"", "\"pink\"", "$.body[0].style: \"pink\" is none of")]
    [InlineData("\"none\"", "null", "$.body[1].spacing: null is none of")]
    [InlineData("\"wrap\": true", "\"wrap\": \"true\"", "$.body[1].wrap: \"true\" is no boolean")]
    [InlineData("\"wrap\"", "\"wraps\"", "$.body[1].wraps: the schema knows no such property")]
    [InlineData("\"altText\"", "\"alt\"", "$.body[2].alt: the schema knows no such property")]
    [InlineData("\"filtered\"", "\"sorted\"", "$.body[3].style: \"sorted\" is none of")]
    [InlineData("\"auto\"", "\"some\"", "$.body[3].choices.data.associatedInputs: \"some\" is none of")]
    [InlineData("\"maxLength\": 100", "\"maxLength\": \"100\"", "$.body[4].maxLength: \"100\" is no number")]
    [InlineData("\"positive\"", "1", "$.actions[0].style: 1 is")]
    [InlineData("\"data\": { \"id\": 1 } } }", "\"verb\": \"take\" } }", "$.actions[0].fallback.verb: the schema knows no such property")]
    [InlineData("\"secondary\"", "\"third\"", "$.actions[1].mode: \"third\" is none of")]
    [InlineData("\"Full\"", "\"Half\"", "$.msteams.width: \"Half\" is none of")]
    [InlineData("\"speak\"", "\"says\"", "$.says: the schema knows no such property")]
    public async Task Violations_of_the_schema_are_recorded_with_their_place(string part, string bad, string error)
    {
        await PostedAsync(CardMessage(Changed(part, bad)));
        Violated($"breaks the published schema at {error}");
    }

    [Fact]
    public async Task Updates_and_answers_to_presses_are_held_to_it_too()
    {
        var bad = Changed("\"Bolder\"", "\"Fat\"");
        var id = await PostedAsync(CardMessage(Good));
        using var update = await Http.PutAsJsonAsync(Activities(Chat.Id, id), CardMessage(bad), Cancel);
        Assert.True(update.IsSuccessStatusCode);
        Violated("breaks the published schema");

        await using var bot = await ScriptedBot.StartAsync(_ =>
            (
                200,
                new JsonObject
                {
                    ["statusCode"] = 200,
                    ["type"] = "application/vnd.microsoft.card.adaptive",
                    ["value"] = JsonNode.Parse(bad),
                }.ToJsonString()
            )
        );
        Teams.MessagingEndpoint = bot.Endpoint;
        await Teams.PressAsync(Chat, Ada, id, "ticket.take", cancellationToken: Cancel);
        Violated("breaks the published schema");
    }

    private static string Changed(string part, string bad)
    {
        Assert.Contains(part, Good, StringComparison.Ordinal);
        return Good.Replace(part, bad, StringComparison.Ordinal);
    }
}
