using IiqBot.Core.Model;
using IiqBot.Teams.Cards;

namespace IiqBot.Teams.Tests.Cards;

/// <summary>Text that people write is shown and never interpreted.</summary>
public sealed class InjectionTests
{
    public static TheoryData<string> Vectors =>
        [
            "**bold** and _slanted_ and `code` and ~~gone~~",
            "[click me](https://evil.example)",
            "![picture](https://evil.example/p.png)",
            "<https://evil.example> www.evil.example https://evil.example/x",
            "<at>Everyone</at> <at id=\"1\">Sam</at>",
            "<img src=x onerror=alert(1)><script>alert(1)</script>",
            "- one",
            "+ one",
            "1. one",
            "1) one",
            "# heading",
            "> quoted",
            "---",
            "***",
            "=",
            "{{DATE(2026-11-23T06:00:00Z, SHORT)}} {{TIME(2026-11-23T06:00:00Z)}}",
            "{{{DATE(2026-11-23T06:00:00Z)}}}",
            "&#42;bold&#42; &lt;at&gt; &nbsp;",
            "\\*not escaped\\*",
            "${if(true, 'x', 'y')}",
            "snake_case_name and _leading",
            "\u202Eeslaf\u202C \u2066x\u2069",
            "a\0b\u0007c\u001Bd",
            "half \uD83D pair",
            "| a | b |",
        ];

    [Theory, MemberData(nameof(Vectors))]
    public void No_text_of_a_card_is_interpreted(string text)
    {
        var press = new CardAction.Press(text, "a.b", Arguments.None) { AccessibleLabel = text };
        AssertHarmless(
            Drawn.Of(
                new Card
                {
                    Title = text,
                    Summary = text,
                    Subtitle = text,
                    Body =
                    [
                        new CardElement.Paragraph(text),
                        new CardElement.Notice(text, Tone.Warning),
                        new CardElement.Badges([new(text, Tone.Good)]),
                        new CardElement.Facts([new(text, text)]),
                        new CardElement.Row(text, text, [new(text, Tone.Accent)], press),
                        new CardElement.Comment(text, text, text, IsPrivate: true),
                    ],
                    Actions = [press],
                }
            )
        );
    }

    [Theory, MemberData(nameof(Vectors))]
    public void No_text_of_a_form_is_interpreted(string text)
    {
        Option option = new("v", text);
        AssertHarmless(
            Drawn.Of(
                new Form
                {
                    Verb = "a.b",
                    Title = text,
                    Submit = text,
                    InstanceId = "1",
                    Introduction = text,
                    Fields =
                    [
                        new Field.Text("t", text) { IsRequired = true, Hint = text },
                        new Field.Choice("c", text, [option]) { IsExpanded = true, Hint = text },
                        new Field.Search("s", text, "source")
                        {
                            Selected = option,
                            Hint = text,
                            Suggestions = [option],
                        },
                    ],
                    Errors = new Dictionary<string, string>
                    {
                        ["t"] = text,
                        [Form.Whole] = text,
                        ["unknown"] = text,
                    },
                }
            )
        );
    }

    [Fact]
    public void Text_in_a_form_returns_to_its_writer_unchanged()
    {
        const string typed = "  **as typed** {{DATE(2026-11-23T06:00:00Z)}}\r\n\r\n\r\nend ";
        var form = Drawn.Of(SampleForms.Comment with { Fields = [new Field.Text("text", "Comment") { Value = typed }] });

        Assert.Equal(typed, Drawn.Text(form.All("Input.Text").Single(), "value"));
    }

    [Theory]
    [
        InlineData("#39181 Projector shows no picture"),
        InlineData("Arts & Crafts: R&D"),
        InlineData("[Canvas] log_in fails (again)"),
        InlineData("2 tickets"),
        InlineData("")
    ]
    public void An_ordinary_title_is_a_heading(string title)
    {
        Assert.True(PlainText.IsInert(title));
        Assert.Equal(title, Drawn.Text(Drawn.Of(SampleForms.Comment with { Title = title }).All("TextBlock").Single(), "text"));
    }

    [Theory]
    [
        InlineData("_slanted_"),
        InlineData("a _b_ c"),
        InlineData("*a*"),
        InlineData("`a`"),
        InlineData("~~a~~"),
        InlineData("[a](b)"),
        InlineData("<at>a</at>")
    ]
    [
        InlineData("- a"),
        InlineData("+ a"),
        InlineData("1. a"),
        InlineData("23) a"),
        InlineData("# a"),
        InlineData("## a"),
        InlineData("> a"),
        InlineData("---"),
        InlineData("===")
    ]
    [InlineData("a &lt;b"), InlineData("&#42;"), InlineData("\\*"), InlineData("see https://a.example"), InlineData("WWW.a.example")]
    public void A_title_with_markup_is_shown_literally_and_not_as_a_heading(string title)
    {
        var drawn = Drawn.Of(SampleForms.Comment with { Title = title });

        Assert.Empty(drawn.All("TextBlock"));
        Assert.Equal(title, drawn.Texts[0]);
        Assert.NotEqual(title, Drawn.Text(drawn.Root, "fallbackText"));
    }

    [Theory, MemberData(nameof(Vectors))]
    public void Ordinary_words_are_shown_unchanged(string text)
    {
        var shown = Drawn.Notice("Title", text, []).Texts[^1];

        var letters = text.Where(char.IsAsciiLetterOrDigit);
        Assert.Equal(letters, shown.Where(char.IsAsciiLetterOrDigit));
    }

    [Fact]
    public void No_mixture_of_markup_characters_is_interpreted()
    {
        var random = new Random(204);
        for (var i = 0; i < 500; i++)
        {
            var text = string.Concat(
                random.GetItems<string>(
                    [
                        "*",
                        "_",
                        "`",
                        "[",
                        "](",
                        ")",
                        "<at>",
                        "{",
                        "{{",
                        "}}",
                        "&",
                        "#",
                        ";",
                        "\\",
                        "://",
                        "www.",
                        "- ",
                        "1.",
                        "\n",
                        "\r",
                        "\uD83D",
                        "a",
                        " ",
                        "🎉",
                    ],
                    12
                )
            );
            AssertHarmless(Drawn.Notice(text, text, []));
        }
    }

    private static void AssertHarmless(Drawn card)
    {
        Assert.All(
            card.Texts,
            text =>
            {
                Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
                Assert.DoesNotContain(
                    text,
                    character => (char.IsControl(character) && character != '\n') || character is '\u202E' or '\u2066' or '\uD83D'
                );
            }
        );
        // Only these characters are ever read as Markdown or markup.
        Assert.All(card.All("TextBlock"), block => Assert.True(PlainText.IsInert(Drawn.Text(block, "text")!)));
        Assert.All(["fallbackText", "speak"], name => Assert.True(PlainText.IsInert(Drawn.Text(card.Root, name)!)));
        Assert.All(
            card.All("Input.ChoiceSet").Where(input => Drawn.Text(input, "style") == "expanded"),
            input =>
                Assert.All(
                    input.GetProperty("choices").EnumerateArray(),
                    choice => Assert.True(PlainText.IsInert(Drawn.Text(choice, "title")!))
                )
        );
        Assert.Empty(CardRules.Broken(card));
    }
}
