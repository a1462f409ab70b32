using System.Text.Json.Nodes;

namespace IiqBot.FakeConnector.Tests;

public sealed class AdaptiveCardTests : TeamsTest
{
    private const string Good = """
        {
          "type": "AdaptiveCard", "version": "1.5", "fallbackText": "A ticket",
          "msteams": { "entities": [{ "type": "mention", "text": "<at>Ada</at>", "mentioned": { "id": "29:1", "name": "Ada" } }] },
          "refresh": { "action": { "type": "Action.Execute", "verb": "ticket.show" }, "userIds": ["29:1"] },
          "body": [
            { "type": "TextBlock", "text": "Projector", "id": "title" },
            { "type": "TextBlock", "text": "For <at>Ada</at>" },
            { "type": "ColumnSet", "columns": [{ "width": "auto", "items": [{ "type": "Image", "url": "https://x.example/a.png" }] }] },
            { "type": "RichTextBlock", "inlines": ["plain", { "type": "TextRun", "text": "run" }] },
            { "type": "Table", "columns": [{ "width": 1 }], "rows": [{ "type": "TableRow", "cells": [{ "type": "TableCell", "items": [] }] }] },
            { "type": "FactSet", "facts": [{ "title": "Status", "value": "Open" }] },
            { "type": "Input.ChoiceSet", "id": "room", "choices.data": { "type": "Data.Query", "dataset": "rooms" } },
            { "type": "Input.Text", "id": "note", "label": "Note" }
          ],
          "actions": [
            { "type": "Action.Execute", "title": "Take", "verb": "ticket.take", "data": { "id": 1 }, "fallback": { "type": "Action.Submit", "title": "Take" } },
            { "type": "Action.ToggleVisibility", "title": "More", "targetElements": ["title"] },
            { "type": "Action.ShowCard", "title": "Ask", "card": { "type": "AdaptiveCard", "body": [{ "type": "Input.Date", "id": "due", "value": "2026-12-04" }] } },
            { "type": "Action.OpenUrl", "title": "Open", "url": "https://x.example" }
          ]
        }
        """;

    [Fact]
    public async Task A_good_card_passes()
    {
        await PostedAsync(CardMessage(Good));
        Teams.AssertClean();
        Assert.Equal("Projector", Assert.Single(Chat.Messages).Card!.Value.GetProperty("body")[0].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("\"type\": \"AdaptiveCard\", \"version\"", "\"type\": \"NotACard\", \"version\"")]
    [InlineData("\"1.5\"", "\"1.6\"")]
    [InlineData("\"1.5\"", "1.5")]
    [InlineData("\"TextBlock\"", "\"TextBlok\"")]
    [InlineData("\"TextRun\"", "\"TextBlock\"")]
    [InlineData("\"text\": \"Projector\"", "\"txt\": \"Projector\"")]
    [InlineData("\"Action.OpenUrl\"", "\"Action.Http\"")]
    [InlineData("\"verb\": \"ticket.take\"", "\"verb\": \" \"")]
    [InlineData("\"verb\": \"ticket.show\"", "\"verbs\": \"ticket.show\"")]
    [InlineData("\"id\": \"note\"", "\"id\": \"room\"")]
    [InlineData("\"id\": \"due\"", "\"id\": \"room\"")]
    [InlineData("\"id\": \"note\"", "\"name\": \"note\"")]
    [InlineData("2026-12-04", "12/4/2026")]
    [InlineData("2026-12-04", "2026-02-30")]
    [InlineData("For <at>Ada</at>", "For Ada")]
    [InlineData("\"id\": \"29:1\"", "\"ids\": \"29:1\"")]
    [InlineData("[\"29:1\"]", "[]")]
    [InlineData("[\"title\"]", "[\"nowhere\"]")]
    [InlineData("\"url\": \"https://x.example\"", "\"url\": \"x.example\"")]
    [InlineData("\"https://x.example/a.png\"", "\"http://x.example/a.png\"")]
    [InlineData("\"Data.Query\"", "\"Data.Search\"")]
    [InlineData("\"value\": \"Open\"", "\"val\": \"Open\"")]
    [InlineData("\"title\": \"Take\", \"verb\"", "\"verb\"")]
    [InlineData("{ \"type\": \"Action.Submit\", \"title\": \"Take\" }", "\"keep\"")]
    public async Task A_bad_card_is_refused_and_recorded(string part, string bad)
    {
        Assert.Contains(part, Good, StringComparison.Ordinal);
        await RefusedAsync(await SendAsync(CardMessage(Good.Replace(part, bad, StringComparison.Ordinal))), 400, "Bad Argument");
        Violated("the Adaptive Card is not valid");
    }

    [Fact]
    public async Task A_card_of_over_28_KB_is_recorded()
    {
        var card = JsonNode.Parse(Good)!.AsObject();
        card["body"]![0]!["text"] = new string('a', 28 * 1024);
        await PostedAsync(CardMessage(card.ToJsonString()));
        Violated("the limit is 28672");
    }
}
