using System.Text.Json;
using CsCheck;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Slack.Blocks;
using IiqBot.Teams.Tests.Cards;

namespace IiqBot.Slack.Tests.Blocks;

/// <summary>What must hold for every card and form, whatever it contains.</summary>
public sealed class BlockMeaningTests
{
    private const string Hostile = "<!channel> <@U123> <https://evil.example|your bank> & *bold* `code` :fire: @here\u0000\u0007";

    private static readonly CardAction.Press Press = new("Press <me>", "ticket.take", Arguments.Of("ticket", "12"));

    [Fact]
    public void Text_that_people_wrote_is_never_parsed_as_markup()
    {
        var drawn = Drawn.Message(Everything(Hostile));

        Assert.Empty(drawn.Broken);
        Assert.Empty(drawn.All("mrkdwn"));
        Assert.All(
            drawn.Texts("plain_text").Append(Drawn.Text(drawn.Root, "text")!),
            text => Assert.DoesNotMatch("[<>]|&(?!amp;|lt;|gt;)|[\\u0000-\\u0009\\u000b-\\u001f]", text)
        );
        Assert.All(drawn.All("plain_text"), text => Assert.False(text.GetProperty("emoji").GetBoolean()));
    }

    [Theory]
    [InlineData("a & b", "a &amp; b")]
    [InlineData("<!channel>", "&lt;!channel&gt;")]
    [InlineData("&lt;", "&amp;lt;")]
    [InlineData("one\ntwo", "one two")]
    [InlineData("", "–")]
    [InlineData(" \t\u0001 ", "–")]
    public void Texts_are_escaped(string text, string expected) => Assert.Equal(expected, SafeText.Escape(text, 100));

    [Fact]
    public void Shortening_never_cuts_through_an_entity_or_a_character() =>
        Gen
            .String.Select(Gen.Int[1, 60])
            .Sample(
                (text, max) =>
                {
                    var safe = SafeText.Escape(text + "&<😀>", max, keepLines: true);
                    return safe.Length <= max
                        && !safe.Where((c, i) => char.IsHighSurrogate(c) && (i + 1 == safe.Length || !char.IsLowSurrogate(safe[i + 1])))
                            .Any()
                        && safe.Split('&')
                            .Skip(1)
                            .All(rest =>
                                rest.StartsWith("amp;", StringComparison.Ordinal)
                                || rest.StartsWith("lt;", StringComparison.Ordinal)
                                || rest.StartsWith("gt;", StringComparison.Ordinal)
                            );
                }
            );

    [Fact]
    public void Any_card_fits_Slacks_limits() =>
        Gen.Select(Gen.Int[0, 120], Gen.Int[0, 9000], Gen.Int[0, 60])
            .Sample(
                (parts, length, buttons) =>
                {
                    var text = string.Concat(Enumerable.Repeat("Long & <wide> ", length / 14 + 1));
                    var card = new Card
                    {
                        Title = text,
                        Summary = text,
                        Subtitle = text,
                        Body = [.. Enumerable.Range(0, parts).Select(i => Part(i, text))],
                        Actions =
                        [
                            .. Enumerable
                                .Range(0, buttons)
                                .Select(i => new CardAction.Press($"{text} {i}", "ticket.move", Arguments.Of("step", text))
                                {
                                    Prominence = (Prominence)(i % 3),
                                }),
                        ],
                    };
                    return Drawn.Message(card).Broken.Count == 0
                        && Drawn.CardView(card).Broken.Count == 0
                        && Drawn.Home(card).Broken.Count == 0;
                },
                iter: 80
            );

    [Fact]
    public void A_card_says_how_many_rows_it_left_out()
    {
        var card = new Card
        {
            Title = "List",
            Summary = "List",
            Body = [.. Enumerable.Range(0, 80).Select(i => new CardElement.Row($"Row {i}", null, [], null))],
            Actions = [Press],
        };

        var drawn = Drawn.Message(card);

        var shown = drawn.Texts("plain_text").Count(text => text.StartsWith("Row", StringComparison.Ordinal));
        Assert.Contains(drawn.Texts("plain_text"), text => text.Contains($": {80 - shown}", StringComparison.Ordinal));
        Assert.Single(drawn.All("actions"));
    }

    [Fact]
    public void A_card_shows_five_buttons_and_puts_the_others_into_a_menu()
    {
        var card = new Card
        {
            Title = "T",
            Summary = "S",
            Actions =
            [
                .. Enumerable.Range(0, 9).Select(i => new CardAction.Press($"Step {i}", "ticket.move", Arguments.Of("step", $"{i}"))),
            ],
        };

        var drawn = Drawn.Message(card);

        Assert.Equal(5, drawn.All("button").Count());
        var menu = Assert.Single(drawn.All("overflow"));
        Assert.Equal(4, menu.GetProperty("options").GetArrayLength());
        Assert.Equal(("ticket.move", "7"), Entry(menu.GetProperty("options")[2]));
        Assert.Equal(5, drawn.All("button").Select(button => Drawn.Text(button, "action_id")).Distinct().Count());
        Assert.All(drawn.All("button"), button => Assert.Equal("ticket.move", ActionValue.NameIn(Drawn.Text(button, "action_id")!)));
    }

    [Fact]
    public void An_action_too_long_for_a_menu_becomes_a_button()
    {
        var card = new Card
        {
            Title = "T",
            Summary = "S",
            Actions =
            [
                new CardAction.Press("Long", "ticket.file", Arguments.Of("text", new string('x', 500)))
                {
                    Prominence = Prominence.Overflow,
                },
            ],
        };

        Assert.Equal("Long", Drawn.Message(card).Texts("plain_text").Last());
        Assert.Single(Drawn.Message(card).All("button"));
    }

    [Fact]
    public void Buttons_have_their_arguments_and_accessibility_labels()
    {
        var drawn = Drawn.Message(SampleCards.List);

        var open = drawn.All("button").First();
        Assert.Equal("Open ticket 39181", Drawn.Text(open, "accessibility_label"));
        Assert.Equal("3f6f1c62-5d4b-4a56-9a59-0c1d2e039181", ActionValue.Read(Drawn.Text(open, "value"))["ticket"]);
        Assert.All(drawn.All("button"), button => Assert.NotNull(Drawn.Text(button, "accessibility_label")));
    }

    [Fact]
    public void Arguments_survive_the_round_trip_unchanged() =>
        Gen
            .String.Array[0, 6]
            .Sample(values =>
            {
                var arguments = values
                    .Where(value => value.Length < 100 && value.IsNormalized() && !string.IsNullOrWhiteSpace(value))
                    .Select((value, i) => KeyValuePair.Create($"a{i}", value))
                    .ToList();
                var there = Arguments.From(arguments);
                var back = ActionValue.Read(ActionValue.Write(there));
                return arguments.TrueForAll(pair => back[pair.Key] == there[pair.Key] || pair.Value.Any(char.IsSurrogate));
            });

    [Fact]
    public void If_the_ids_do_not_fit_a_button_it_carries_none_of_them()
    {
        var ids = Arguments.From(
            Enumerable.Range(0, 48).Select(i => KeyValuePair.Create($"a{i}", $"3f6f1c62-5d4b-4a56-9a59-0c1d2e0391{i:00}"))
        );

        Assert.Empty(ActionValue.Read(ActionValue.Write(ids)).Names);
        Assert.Equal([ActionValue.Draft], ActionValue.Read(ActionValue.Write(ids.With(ActionValue.Draft, "3f6f1c62"))).Names);
    }

    [Fact]
    public void Free_text_is_shortened_to_keep_ids_and_files()
    {
        var files = PlatformFile.Write(Enumerable.Range(0, 10).Select(i => new PlatformFile($"F0A1B2C3D{i}", new string('n', 40))))!;
        var arguments = Arguments
            .Of("ticket", "3f6f1c62-5d4b-4a56-9a59-0c1d2e039181")
            .With("text", new string('t', 5000))
            .With(ArgumentNames.MessageAttachments, files);

        var back = ActionValue.Read(ActionValue.Write(arguments));

        Assert.Equal((arguments["ticket"], files), (back["ticket"], back[ArgumentNames.MessageAttachments]));
        Assert.InRange(back["text"]!.Length, 1000, 2000);
    }

    [Fact]
    public void Only_web_links_become_buttons()
    {
        var card = new Card
        {
            Title = "T",
            Summary = "S",
            Actions =
            [
                new CardAction.OpenLink("Bad", new Uri("javascript:alert(1)")),
                new CardAction.OpenLink("Good", new Uri("https://a.example/")),
            ],
        };

        Assert.Equal("https://a.example/", Drawn.Text(Assert.Single(Drawn.Message(card).All("button")), "url"));
    }

    [Fact]
    public void Dangerous_and_primary_buttons_have_their_styles()
    {
        var card = new Card
        {
            Title = "T",
            Summary = "S",
            Actions = [Press with { Prominence = Prominence.Primary }, Press with { IsDestructive = true, Label = "Cancel ticket" }, Press],
        };

        Assert.Equal(["primary", "danger", null], Drawn.Message(card).All("button").Select(button => Drawn.Text(button, "style")));
    }

    [Fact]
    public void A_tone_is_shown_as_a_sign_beside_the_text()
    {
        var drawn = Drawn.Message(SampleCards.TechnicianTicket);

        Assert.Contains(
            drawn.Texts("text"),
            text => text.Contains("🔴", StringComparison.Ordinal) && text.Contains("Overdue", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Any_form_fits_Slacks_limits()
    {
        var text = string.Concat(Enumerable.Repeat(Hostile, 300));
        var form = SampleForms.File with
        {
            Title = text[..40],
            Submit = text[..40],
            Introduction = text,
            Errors = Form.FailedAs(text),
            Fields =
            [
                new Field.Text("t", text)
                {
                    Hint = text,
                    Value = text,
                    MaxLength = 9000,
                    IsMultiline = true,
                },
                new Field.Choice("many", "Many", [.. Enumerable.Range(0, 300).Select(i => new Option($"v{i}", $"{text[..90]} {i}"))])
                {
                    Value = "v299",
                },
                new Field.Choice("none", "None", []) { IsExpanded = true },
                new Field.Choice("long", "Long", [new Option(new string('v', 200), "too long"), new Option("ok", "Ok")])
                {
                    IsExpanded = true,
                    Value = "ok",
                },
                new Field.Search("s", "Search", "issues") { Selected = new Option("v", text) },
            ],
        };

        Assert.Empty(Drawn.Of(form).Broken);
    }

    private static (string?, string?) Entry(JsonElement option)
    {
        var (verb, arguments) = ActionValue.ReadEntry(option.GetProperty("value").GetString()!);
        return (verb, arguments["step"]);
    }

    private static Card Everything(string text) =>
        new()
        {
            Title = text,
            Summary = text,
            Subtitle = text,
            Body = [.. Enumerable.Range(0, 7).Select(i => Part(i, text))],
            Actions = [Press with { Label = text, AccessibleLabel = text }, Press with { Label = text, Prominence = Prominence.Overflow }],
        };

    private static CardElement Part(int kind, string text) =>
        (kind % 7) switch
        {
            0 => new CardElement.Paragraph(text),
            1 => new CardElement.Paragraph(text) { IsMuted = true },
            2 => new CardElement.Notice(text, Tone.Warning),
            3 => new CardElement.Badges([new Badge(text, Tone.Good), new Badge(text, Tone.Neutral)]),
            4 => new CardElement.Facts([new Fact(text, text), new Fact("Empty", "")]),
            5 => new CardElement.Row(text, text, [new Badge(text, Tone.Attention)], Press),
            _ => new CardElement.Comment(text, text, text, kind % 2 == 0),
        };
}
