using IiqBot.Core.Model;

namespace IiqBot.Teams.Tests.Cards;

/// <summary>The meaning of a card is visible, reaches screen readers, and does not depend on colour.</summary>
public sealed class CardMeaningTests
{
    [Fact]
    public void Badges_are_always_shown_right_under_the_title()
    {
        var texts = Drawn.Of(SampleCards.TechnicianTicket).Texts;

        Assert.Equal(["#39181 Projector shows no picture", "Projector or display · No picture", "In progress"], texts.Take(3));
    }

    [Fact]
    public void A_private_note_is_labelled_and_has_its_own_box()
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
    public void A_notice_has_a_box_in_the_style_of_its_tone(Tone tone, string style)
    {
        var drawn = Drawn.Of(Card([new CardElement.Notice("Mind the step.", tone)]));

        Assert.Equal(style, Drawn.Text(drawn.All("Container").Single(), "style"));
        Assert.EndsWith("Mind the step.", drawn.Texts[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_are_shown_in_columns_or_in_one_line_if_a_name_is_long()
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
    public void A_row_opens_its_ticket_and_has_a_visible_and_a_spoken_label()
    {
        var row = Drawn.Of(SampleCards.List).All("ColumnSet").First();
        var select = row.GetProperty("selectAction");

        Assert.Equal("ticket.show", Drawn.Text(select, "verb"));
        Assert.Equal("Open ticket 39181: #39181 Projector shows no picture, Overdue, High priority", Drawn.Text(select, "title"));
        Assert.Contains("Open ›", row.GetRawText().Replace("\\u203A", "›", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_without_an_action_shows_no_open_label()
    {
        var row = Drawn.Of(Card([new CardElement.Row("Title", null, [], null)])).All("ColumnSet").Single();

        Assert.False(row.TryGetProperty("selectAction", out _));
        Assert.Equal(1, row.GetProperty("columns").GetArrayLength());
    }

    [Fact]
    public void Buttons_after_the_sixth_go_to_the_overflow_menu()
    {
        var actions = Enumerable.Range(0, 9).Select(i => new CardAction.Press($"Button {i}", "a.b", Arguments.None)).ToList();
        var modes = Drawn.Of(Card([]) with { Actions = actions }).All("Action.Execute").Select(action => Drawn.Text(action, "mode"));

        Assert.Equal([null, null, null, null, null, null, "secondary", "secondary", "secondary"], modes);
    }

    [Fact]
    public void Buttons_have_styles_and_tooltips_and_only_web_links_are_shown()
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
    public void An_error_is_shown_once_under_its_field_and_the_top_names_the_field()
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
    public void A_date_field_is_a_date_input_with_its_bounds()
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
    public void A_search_queries_the_bot_and_is_reset_when_its_parent_field_changes()
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
    public void A_hint_is_shown_in_an_empty_field_or_below_a_filled_one()
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
    public void The_arguments_of_a_button_are_always_in_the_same_order()
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
