using System.Text.Json;
using IiqBot.Core.Model;
using IiqBot.Teams.Cards;

namespace IiqBot.Teams.Tests.Cards;

/// <summary>Whatever Core passes in, the card stays small enough and says what it leaves out.</summary>
public sealed class SizeTests
{
    private static readonly string Emojis = string.Concat(Enumerable.Repeat("🎉👩‍🏫", 2000));
    private static readonly string Words = string.Concat(Enumerable.Repeat("The projector hums. ", 400));
    private static readonly Arguments Ticket = Arguments.Of("ticket", Guid.Empty.ToString()).With("version", "2026-11-23T14:02:11.4170000");

    public static TheoryData<string> Texts =>
        [Words, Emojis, new string('"', 8000), new string('{', 8000), string.Concat(Enumerable.Repeat("a\r\n", 2700)), "x"];

    [Theory, MemberData(nameof(Texts))]
    public void A_list_of_25_rows_fits(string text) => AssertFits(Drawn.Of(Card(Enumerable.Range(0, 25).Select(_ => Row(text)))));

    [Theory, MemberData(nameof(Texts))]
    public void A_history_of_40_comments_fits(string text) =>
        AssertFits(Drawn.Of(Card(Enumerable.Range(0, 40).Select(i => new CardElement.Comment(text, text, text, i % 2 == 0)))));

    [Theory, MemberData(nameof(Texts))]
    public void A_card_of_everything_fits(string text)
    {
        IEnumerable<CardElement> some =
        [
            new CardElement.Badges([.. Enumerable.Repeat(new Badge(text, Tone.Warning), 12)]),
            new CardElement.Paragraph(text),
            new CardElement.Notice(text, Tone.Attention),
            new CardElement.Facts([.. Enumerable.Repeat(new Fact(text, text), 12)]),
            Row(text),
            new CardElement.Comment(text, text, text, IsPrivate: true),
        ];
        var card = Card([.. some, .. some, .. some]) with
        {
            Title = text,
            Subtitle = text,
            Summary = text,
            Actions = [.. Enumerable.Range(0, 40).Select(_ => new CardAction.Press(text, "a.b", Ticket) { AccessibleLabel = text })],
        };

        AssertFits(Drawn.Of(card));
    }

    [Theory, MemberData(nameof(Texts))]
    public void A_form_of_everything_fits(string text)
    {
        var options = Enumerable.Range(0, 120).Select(i => new Option($"{i}-{Guid.Empty}", text)).ToList();
        var form = SampleForms.File with
        {
            Title = text,
            Submit = text,
            Introduction = text,
            Hidden = Ticket,
            Fields =
            [
                new Field.Choice("choice", text, options)
                {
                    Hint = text,
                    IsRequired = true,
                    Value = options[^1].Value,
                },
                new Field.Search("search", text, "source")
                {
                    Hint = text,
                    IsRequired = true,
                    Suggestions = options,
                    Selected = options[60],
                    DependsOn = "choice",
                },
                new Field.Text("one", text)
                {
                    Hint = text,
                    Value = text,
                    IsRequired = true,
                },
                new Field.Text("two", text)
                {
                    Hint = text,
                    Value = text,
                    IsMultiline = true,
                    MaxLength = 8000,
                },
            ],
            Errors = new Dictionary<string, string>
            {
                ["choice"] = text,
                ["search"] = text,
                ["one"] = text,
                ["two"] = text,
                [Form.Whole] = text,
            },
        };
        var drawn = Drawn.Of(form);

        AssertFits(drawn);
        Assert.Equal(4, drawn.Typed.Count(element => Drawn.Text(element, "type")!.StartsWith("Input.", StringComparison.Ordinal)));
        Assert.All(
            drawn.All("Input.ChoiceSet"),
            input => // the current choice is always among those shown
                Assert.Contains(
                    input.GetProperty("choices").EnumerateArray(),
                    choice => Drawn.Text(choice, "value") == Drawn.Text(input, "value")
                )
        );
    }

    [Fact]
    public void A_list_says_how_many_rows_it_left_out()
    {
        var drawn = Drawn.Of(Card(Enumerable.Range(0, 25).Select(_ => Row(Emojis))));
        var shown = drawn.Root.GetProperty("body").EnumerateArray().Count(element => Drawn.Text(element, "type") == "ColumnSet");

        Assert.InRange(shown, 5, 24);
        Assert.Equal($"This is too long for one card. Left out here: {25 - shown}.", drawn.Texts[^1]);
    }

    [Fact]
    public void A_card_says_how_many_buttons_it_left_out()
    {
        var actions = Enumerable.Range(0, 40).Select(i => new CardAction.Press($"Button {i}", "a.b", Ticket)).ToList();
        var drawn = Drawn.Of(Card([]) with { Actions = actions });
        var shown = drawn.Root.GetProperty("actions").GetArrayLength();

        Assert.InRange(shown, 15, 39);
        Assert.Equal($"Not every button fits on this card. Left out here: {40 - shown}.", drawn.Texts[^1]);
    }

    [Fact]
    public void Twenty_ordinary_rows_are_all_shown()
    {
        var drawn = Drawn.Of(
            Card(
                Enumerable
                    .Range(0, 20)
                    .Select(i => new CardElement.Row(
                        $"#{39100 + i} Chromebook cart will not charge 🔌",
                        "Lincoln Middle School · Room 204 · 2 hours ago",
                        [new("In progress", Tone.Accent)],
                        new CardAction.Press("Open", "ticket.show", Arguments.Of("ticket", Guid.Empty.ToString()))
                        {
                            AccessibleLabel = "Open ticket",
                        }
                    ))
            )
        );

        Assert.Equal(20, drawn.All("ColumnSet").Count());
        AssertFits(drawn);
    }

    [Fact]
    public void A_long_comment_is_shortened_before_anything_is_left_out()
    {
        var drawn = Drawn.Of(
            Card(Enumerable.Range(0, 10).Select(_ => new CardElement.Comment("Sam Okafor", "today", Words, IsPrivate: false)))
        );

        Assert.Equal(10, drawn.All("Container").Count());
        Assert.Equal(10, drawn.Texts.Count(text => text.EndsWith('…') && text.Length is > 400 and <= 8000));
    }

    [Fact]
    public void A_choice_of_120_options_is_shown_whole()
    {
        var options = Enumerable.Range(0, 120).Select(i => new Option(Guid.Empty.ToString(), $"Building {i}, room {i}")).ToList();
        var drawn = Drawn.Of(SampleForms.Resolve with { Fields = [new Field.Choice("room", "Room", options)] });

        Assert.Equal(120, drawn.All("Input.ChoiceSet").Single().GetProperty("choices").GetArrayLength());
    }

    [Fact]
    public void Space_that_a_short_choice_does_not_need_goes_to_a_long_one()
    {
        var many = Enumerable.Range(0, 300).Select(i => new Option(Guid.Empty.ToString(), $"Building {i}, room {i}")).ToList();
        var drawn = Drawn.Of(
            SampleForms.Resolve with
            {
                Fields = [new Field.Choice("few", "Few", many[..2]), new Field.Choice("many", "Many", many)],
            }
        );

        AssertFits(drawn);
        Assert.InRange(drawn.All("Input.ChoiceSet").Last().GetProperty("choices").GetArrayLength(), 200, 299);
    }

    [Fact]
    public void A_long_answer_returns_whole_or_the_form_says_that_it_was_cut()
    {
        Form With(string value) => SampleForms.Comment with { Fields = [new Field.Text("text", "Comment") { Value = value }] };
        var whole = Drawn.Of(With(Words));
        var cut = Drawn.Of(With(Emojis));

        Assert.Equal(Words, Drawn.Text(whole.All("Input.Text").Single(), "value"));
        Assert.StartsWith(Drawn.Text(cut.All("Input.Text").Single(), "value")!, Emojis, StringComparison.Ordinal);
        Assert.Contains(CardTexts.ValueCut, cut.Texts);
        Assert.DoesNotContain(CardTexts.ValueCut, whole.Texts);
    }

    [Theory, MemberData(nameof(Texts))]
    public void A_part_never_takes_more_space_than_estimated(string text)
    {
        CardElement[] parts =
        [
            new CardElement.Paragraph(text) { IsMuted = true },
            new CardElement.Notice(text, Tone.Warning),
            new CardElement.Badges([new(text, Tone.Attention), new(text, Tone.Good)]),
            new CardElement.Facts([new(text, text), new(text, text)]),
            Row(text),
            new CardElement.Comment(text, text, text, IsPrivate: true),
        ];
        Assert.All(
            parts,
            part =>
                Assert.All(
                    [60, 250, 4000],
                    cap =>
                    {
                        using var writer = new Utf8JsonWriter(Stream.Null);
                        writer.WriteStartArray();
                        ElementWriter.Write(writer, part, cap);
                        Assert.InRange(writer.BytesPending + writer.BytesCommitted - 1, 1, ElementWriter.Cost(part, cap));
                    }
                )
        );
    }

    private static void AssertFits(Drawn drawn) => Assert.Empty(CardRules.Broken(drawn));

    private static Card Card(IEnumerable<CardElement> body) =>
        new()
        {
            Title = "Title",
            Summary = "Summary",
            Body = [.. body],
        };

    private static CardElement.Row Row(string text) =>
        new(text, text, [new(text, Tone.Attention)], new CardAction.Press(text, "ticket.show", Ticket) { AccessibleLabel = text });
}
