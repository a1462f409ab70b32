using System.Text.Json;
using System.Text.Json.Nodes;
using IiqBot.Teams.Activities;

namespace IiqBot.Teams.Tests.Protocol;

public sealed class TypedTextTests
{
    [Theory]
    [InlineData("help", "help")]
    [InlineData("<at>IiqBot</at> help", "help")]
    [InlineData("<at>IiqBot</at>&nbsp;help", "help")]
    [InlineData("<AT id=\"0\">IiqBot</AT>\u00a0help\n", "help")]
    [InlineData("<p><at>IiqBot</at>&nbsp;new projector</p>", "new projector")]
    [InlineData("assign 12 to <at>Ada Byron</at>", "assign 12 to Ada Byron")]
    [InlineData("<at>IiqBot</at> assign 12 to <at>Ada Byron</at> please", "assign 12 to Ada Byron please")]
    [InlineData("tell IiqBot <at>IiqBot</at> hello", "tell IiqBot hello")]
    [InlineData("\u200fמקרן שבור\u200e", "מקרן שבור")]
    [InlineData("\ufeffhelp\u200b", "help")]
    [InlineData("<p>first</p><p>second</p>", "first\nsecond")]
    [InlineData("one<br>two<br/>three", "one\ntwo\nthree")]
    [InlineData("5 < 6 and 7 > 2", "5 < 6 and 7 > 2")]
    [InlineData("the <screen> is black", "the <screen> is black")]
    [InlineData("Tom &amp; Jerry &lt;3", "Tom & Jerry <3")]
    [InlineData("<at>IiqBot</at>", "")]
    [InlineData("<at>IiqBot</at>, take 12", "take 12")]
    [InlineData("<at>IiqBot</at>: new projector", "new projector")]
    [InlineData("<at>IiqBot</at>&nbsp;- my tickets", "my tickets")]
    [InlineData("<at>IiqBot</at> &gt;&gt; comment 12 hello", "comment 12 hello")]
    [InlineData("<at><at>IiqBot</at></at> help", "help")]
    [InlineData("<at>IiqBot</at> <at>IiqBot</at> help", "help")]
    [InlineData("IiqBot: take 12", "take 12")]
    [InlineData("@IiqBot take 12", "take 12")]
    [InlineData("write to <ada@school.example>", "write to <ada@school.example>")]
    [InlineData("see <a href=\"https://kb.example.org/a/17\">this</a>", "see this (https://kb.example.org/a/17)")]
    public void The_typed_line_is_what_the_person_meant(string text, string expected)
    {
        var activity = Read(TestActivity.Mention("x", "channel").With("text", text));

        Assert.Equal(expected, TypedText.Of(activity).Text);
    }

    [Fact]
    public void A_mention_of_another_bot_with_the_same_name_is_kept()
    {
        var activity = Read(TestActivity.Mention("x", "channel").With("text", "<at>IiqBot</at> help").With("recipient.id", "28:another"));

        Assert.Equal("IiqBot help", TypedText.Of(activity).Text);
        Assert.False(TypedText.MentionsBot(activity));
    }

    [Fact]
    public void A_mention_under_several_names_is_removed_under_each()
    {
        var activity = Read(
            TestActivity
                .Mention("x", "channel")
                .With("text", "<at>Iiq</at> <at id=\"1\">Bot</at>, @IiqBot help")
                .With(
                    "entities",
                    new JsonArray(Mention("<at>Iiq</at>", "IiqBot"), Mention("<at>Bot</at>", "IiqBot"), Mention("@IiqBot", "IiqBot"))
                )
        );

        Assert.Equal("help", TypedText.Of(activity).Text);

        static JsonObject Mention(string text, string name) =>
            new()
            {
                ["type"] = "mention",
                ["text"] = text,
                ["mentioned"] = new JsonObject { ["id"] = TestActivity.BotId, ["name"] = name },
            };
    }

    [Fact]
    public void A_very_long_text_of_brackets_is_read_quickly()
    {
        var activity = Read(TestActivity.Mention("x", "channel").With("text", string.Concat(Enumerable.Repeat("<at <", 40_000))));

        Assert.Equal(200_000, TypedText.Of(activity).Text.Length);
    }

    private static Activity Read(TestActivity activity) => JsonSerializer.Deserialize(activity.ToString(), ProtocolJson.Default.Activity)!;
}
