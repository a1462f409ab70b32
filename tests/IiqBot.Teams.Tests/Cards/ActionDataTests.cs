using System.Text.Json;
using IiqBot.Core.Model;
using IiqBot.Teams.Cards;

namespace IiqBot.Teams.Tests.Cards;

public sealed class ActionDataTests
{
    [Fact]
    public void A_button_returns_the_same_data_from_its_action_and_its_fallback()
    {
        var sent = Arguments.Of("ticket", "3f6f1c62").With("version", "2026-11-23 \"'<>&é🎉");
        var action = Drawn.Of(CardWith(new CardAction.Press("Take", "ticket.take", sent))).All("Action.Execute").Single();

        var old = JsonDocument.Parse($$"""{"_verb":"ticket.take",{{action.GetProperty("data").GetRawText()[1..]}}""").RootElement; // as in cards of the first version

        foreach (
            var parsed in (ActionData.Parsed[])
                [
                    ActionData.Parse(action.GetProperty("data"), Drawn.Text(action, "verb"))!,
                    ActionData.Parse(action.GetProperty("fallback").GetProperty("data"))!,
                    ActionData.Parse(old, "ticket.take")!,
                    ActionData.Parse(old)!,
                ]
        )
        {
            Assert.Equal("ticket.take", parsed.Verb);
            Assert.False(parsed.IsForm);
            Assert.Equal(
                sent.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal),
                parsed.Arguments.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            );
        }
    }

    [Fact]
    public void A_form_returns_its_instance_id_and_hidden_arguments()
    {
        var action = Drawn.Of(SampleForms.Comment).All("Action.Execute").Single();

        var parsed = ActionData.Parse(action.GetProperty("data"), Drawn.Text(action, "verb"))!;

        Assert.True(parsed.IsForm);
        Assert.Equal("comment.add", parsed.Verb);
        Assert.Equal(SampleForms.Comment.InstanceId, parsed.Arguments[ActionData.FormKey]);
        Assert.Equal(SampleForms.Comment.Hidden["ticket"], parsed.Arguments["ticket"]);
    }

    [Theory]
    [InlineData("_verb"), InlineData("_form"), InlineData("msteams")]
    public void An_argument_cannot_take_a_reserved_name(string name)
    {
        var card = Drawn.Of(CardWith(new CardAction.Press("Take", "ticket.take", Arguments.Of(name, "evil").With("ticket", "1"))));

        var action = card.All("Action.Execute").Single();
        var parsed = ActionData.Parse(action.GetProperty("data"), Drawn.Text(action, "verb"))!;

        Assert.Equal(("ticket.take", false), (parsed.Verb, parsed.IsForm));
        Assert.Equal(["ticket"], parsed.Arguments.Names);
        Assert.DoesNotContain("evil", card.Root.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_and_booleans_become_text_and_other_values_are_ignored()
    {
        var parsed = Parse(
            """{"_verb":"a.b","toggle":true,"off":false,"count":3.50,"none":null,"list":[1],"object":{"_verb":"c.d"},"":"x","text":" y "}"""
        )!;

        Assert.Equal("a.b", parsed.Verb);
        Assert.Equal(["count", "off", "text", "toggle"], parsed.Arguments.Names.Order(StringComparer.Ordinal));
        Assert.Equal(
            ("true", "false", "3.50", "y"),
            (parsed.Arguments["toggle"], parsed.Arguments["off"], parsed.Arguments["count"], parsed.Arguments["text"])
        );
    }

    [Theory]
    [InlineData("null"), InlineData("[]"), InlineData("7"), InlineData("\"_verb\""), InlineData("{}")]
    [
        InlineData("""{"_verb":""}"""),
        InlineData("""{"_verb":"  "}"""),
        InlineData("""{"_verb":null}"""),
        InlineData("""{"_verb":{"_verb":"a.b"}}""")
    ]
    [InlineData("""{"_verb":"\ud800"}"""), InlineData("""{"verb":"a.b"}""")]
    public void Data_without_a_verb_is_ignored(string json) => Assert.Null(Parse(json));

    [Fact]
    public void A_button_without_arguments_has_no_data()
    {
        var action = Drawn.Of(CardWith(new CardAction.Press("Help", "bot.help", Arguments.None))).All("Action.Execute").Single();

        Assert.False(action.TryGetProperty("data", out _));
        Assert.Equal("bot.help", ActionData.Parse(default, Drawn.Text(action, "verb"))!.Verb);
    }

    [Fact]
    public void Absurd_names_and_values_are_accepted()
    {
        var many = string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"n{i}\":\"v\""));
        var parsed = Parse($$"""{{{many}},"_verb":"a.b","{{new string('n', 500)}}":"x","\ud800":"x","half":"\udc00","twice":"1"}""")!;
        var last = Parse($$"""{"_verb":"a.b","long":"{{new string('v', 100_000)}}","twice":"1","twice":"2"}""")!;

        Assert.Equal(100, parsed.Arguments.Names.Count());
        Assert.Equal(Arguments.MaxValueLength, last.Arguments["long"]!.Length);
        Assert.Equal("2", last.Arguments["twice"]);
        Assert.Null(ActionData.Parse(default));
        Assert.Null(Parse($$"""{"_verb":"{{new string('v', 500)}}"}"""));
    }

    [Fact]
    public void An_empty_instance_id_makes_no_form() => Assert.False(Parse("""{"_verb":"a.b","_form":""}""")!.IsForm);

    private static ActionData.Parsed? Parse(string json) => ActionData.Parse(JsonDocument.Parse(json).RootElement);

    private static Card CardWith(CardAction action) =>
        new()
        {
            Title = "Title",
            Summary = "Summary",
            Actions = [action],
        };
}
