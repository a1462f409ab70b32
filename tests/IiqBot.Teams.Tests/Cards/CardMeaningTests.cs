using IiqBot.Core.Model;

namespace IiqBot.Teams.Tests.Cards;

/// <summary>That what a card means is there for the eye, for the ear, and without colours.</summary>
public sealed class CardMeaningTests
{
    [Fact]
    public void Badges_stand_right_under_the_title_wherever_they_were_put()
    {
        var texts = Drawn.Of(SampleCards.TechnicianTicket).Texts;

        Assert.Equal(["#39181 Projector shows no picture", "Projector or display · No picture", "In progress"], texts.Take(3));
    }

    [Fact]
    public void A_private_note_says_so_in_words_and_in_a_box_of_its_own()
    {
        var drawn = Drawn.Of(SampleCards.History);
        var styles = drawn.All("Container").Select(container => Drawn.Text(container, "style"));

        Assert.Equal(["emphasis", "warning", "emphasis"], styles);
        Assert.Equal(1, drawn.Texts.Count(text => text.StartsWith("Private note", StringComparison.Ordinal)));
    }

    [Theory]
    [
        InlineData(Tone.Neutral, "emphasis"),
        InlineData(Tone.Accent, "accent"),
        InlineData(Tone.Good, "good"),
        InlineData(Tone.Warning, "warning"),
        InlineData(Tone.Attention, "attention")
    ]
    public void A_notice_stands_in_a_box_of_its_tone(Tone tone, string style)
    {
        var drawn = Drawn.Of(Card([new CardElement.Notice("Mind the step.", tone)]));

        Assert.Equal(style, Drawn.Text(drawn.All("Container").Single(), "style"));
        Assert.EndsWith("Mind the step.", drawn.Texts[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_stand_beside_their_names_or_behind_names_too_long_for_a_column()
    {
        var table = Drawn.Of(Card([new CardElement.Facts([new("Location", "Room 204"), new("Assigned to", "Sam Okafor")])]));
        var lines = Drawn.Of(
            Card([new CardElement.Facts([new("my tickets", "your tickets"), new("comment 39181 it works again", "a comment")])])
        );

        Assert.Equal(2, table.All("ColumnSet").Count());
        Assert.Equal(["Location", "Room 204"], table.Texts.Skip(1).Take(2));
        Assert.Empty(lines.All("ColumnSet"));
        Assert.Equal(["my tickets", " – your tickets", "comment 39181 it works again", " – a comment"], lines.Texts.Skip(1));
    }

    [Fact]
    public void A_row_can_be_pressed_shows_that_and_says_what_it_is()
    {
        var row = Drawn.Of(SampleCards.List).All("ColumnSet").First();
        var select = row.GetProperty("selectAction");

        Assert.Equal("ticket.show", Drawn.Text(select, "verb"));
        Assert.Equal("Open ticket 39181: #39181 Projector shows no picture, Overdue, High priority", Drawn.Text(select, "title"));
        Assert.Contains("Open ›", row.GetRawText().Replace("\\u203A", "›", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_cannot_be_opened_does_not_look_as_if_it_could()
    {
        var row = Drawn.Of(Card([new CardElement.Row("Title", null, [], null)])).All("ColumnSet").Single();

        Assert.False(row.TryGetProperty("selectAction", out _));
        Assert.Equal(1, row.GetProperty("columns").GetArrayLength());
    }

    [Fact]
    public void More_than_six_buttons_go_to_the_overflow_menu()
    {
        var actions = Enumerable.Range(0, 9).Select(i => new CardAction.Press($"Button {i}", "a.b", Arguments.None)).ToList();
        var modes = Drawn.Of(Card([]) with { Actions = actions }).All("Action.Execute").Select(action => Drawn.Text(action, "mode"));

        Assert.Equal([null, null, null, null, null, null, "secondary", "secondary", "secondary"], modes);
    }

    [Fact]
    public void Buttons_show_what_they_are_and_links_lead_to_pages_only()
    {
        var drawn = Drawn.Of(
            Card([]) with
            {
                Actions =
                [
                    new CardAction.Press("Take", "a.b", Arguments.None)
                    {
                        Prominence = Prominence.Primary,
                        AccessibleLabel = "Take ticket 1",
                    },
                    new CardAction.Press("Cancel", "a.c", Arguments.None) { IsDestructive = true },
                    new CardAction.OpenLink("Page", new Uri("https://example.org/ticket")),
                    new CardAction.OpenLink("Script", new Uri("javascript:alert(1)")),
                    new CardAction.OpenLink("Relative", new Uri("/ticket", UriKind.Relative)),
                ],
            }
        );

        Assert.Equal(["positive", "destructive"], drawn.All("Action.Execute").Select(action => Drawn.Text(action, "style")));
        Assert.Equal("Take ticket 1", Drawn.Text(drawn.All("Action.Execute").First(), "tooltip"));
        Assert.Equal(["https://example.org/ticket"], drawn.All("Action.OpenUrl").Select(action => Drawn.Text(action, "url")));
    }

    [Fact]
    public void An_error_stands_once_under_its_field_which_is_named_at_the_top()
    {
        var drawn = Drawn.Of(SampleForms.FileWithErrors);
        var body = drawn.Root.GetProperty("body").EnumerateArray().ToList();
        var input = body.FindIndex(element => Drawn.Text(element, "id") == "issue");

        Assert.Equal("attention", Drawn.Text(body[1], "style"));
        Assert.Contains("What is it about?", body[1].GetRawText(), StringComparison.Ordinal);
        Assert.Contains("Choose what it is about", body[input + 1].GetRawText(), StringComparison.Ordinal);
        Assert.Equal(1, drawn.Texts.Count(text => text.Contains("Choose what it is about", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_day_is_picked_from_a_calendar()
    {
        var input = Drawn.Of(SampleForms.Due).All("Input.Date").Single();

        Assert.Equal(
            ("2026-12-04", "2026-12-01", "2028-12-01"),
            (Drawn.Text(input, "value"), Drawn.Text(input, "min"), Drawn.Text(input, "max"))
        );
    }

    [Fact]
    public void A_form_that_failed_as_a_whole_says_why_at_the_top()
    {
        var drawn = Drawn.Of(SampleForms.Comment with { Errors = Form.FailedAs("Incident IQ does not answer.") });

        Assert.Equal(1, drawn.Texts.Count(text => text.EndsWith("Incident IQ does not answer.", StringComparison.Ordinal)));
        Assert.Equal("attention", Drawn.Text(drawn.Root.GetProperty("body")[1], "style"));
    }

    [Fact]
    public void A_search_asks_the_bot_and_is_emptied_when_what_it_hangs_on_changes()
    {
        var inputs = Drawn
            .Of(SampleForms.File)
            .All("Input.ChoiceSet")
            .ToDictionary(input => Drawn.Text(input, "id")!, StringComparer.Ordinal);

        Assert.Equal(
            """{"type":"Data.Query","dataset":"rooms","associatedInputs":"auto"}""",
            inputs["room"].GetProperty("choices.data").GetRawText()
        );
        Assert.Equal("""{"type":"Data.Query","dataset":"issues"}""", inputs["issue"].GetProperty("choices.data").GetRawText());
        Assert.Equal(
            """{"type":"Action.ResetInputs","targetInputIds":["room"]}""",
            inputs["location"].GetProperty("valueChangedAction").GetRawText()
        );
        Assert.Equal("l-7", Drawn.Text(inputs["location"], "value"));
    }

    [Fact]
    public void A_hint_stands_in_an_empty_field_or_below_one()
    {
        var drawn = Drawn.Of(
            SampleForms.Resolve with
            {
                Fields =
                [
                    new Field.Text("empty", "Empty") { Hint = "Short hint" },
                    new Field.Text("filled", "Filled") { Hint = "Short hint", Value = "Something" },
                ],
            }
        );

        Assert.Equal(["Short hint", null], drawn.All("Input.Text").Select(input => Drawn.Text(input, "placeholder")));
        Assert.Single(drawn.Texts, "Short hint");
    }

    [Fact]
    public void Cards_are_the_same_text_every_time()
    {
        var arguments = Arguments.From(Enumerable.Range(0, 9).Select(i => KeyValuePair.Create($"n{8 - i}", "v")));
        var data = Drawn
            .Of(Card([]) with { Actions = [new CardAction.Press("Take", "a.b", arguments)] })
            .All("Action.Execute")
            .Single()
            .GetProperty("data");

        Assert.Equal(["n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8"], data.EnumerateObject().Select(property => property.Name));
    }

    private static Card Card(IReadOnlyList<CardElement> body) =>
        new()
        {
            Title = "Title",
            Summary = "Summary",
            Body = body,
        };
}
