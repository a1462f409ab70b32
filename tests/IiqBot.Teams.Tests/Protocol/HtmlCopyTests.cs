using System.Text.Json;
using IiqBot.Teams.Activities;

namespace IiqBot.Teams.Tests.Protocol;

/// <summary>What the bot reads from the HTML that Teams attaches to a message.</summary>
public sealed class HtmlCopyTests
{
    private const string Ticket = "https://maplewood.incidentiq.com/agent/tickets/0a1b2c3d-0000-1111-2222-333344445555";
    private const string Yes =
        """<img itemscope="" itemid="yes" itemtype="http://schema.skype.com/Emoji" src="https://statics.teams.cdn.office.net/yes.png" alt="👍">""";
    private const string Bot = """<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="0">IiqBot</span>""";

    [Theory]
    [InlineData("<p>help</p>", "help")]
    [InlineData($"<p>comment 12 it works {Yes}</p>", "comment 12 it works 👍")]
    [InlineData($"<p>comment 12 {Yes} again</p>", "comment 12 👍 again")]
    [InlineData("<p>well <emoji id=\"smile\" alt=\"😀\" title=\"Smile\"></emoji></p>", "well 😀")]
    [InlineData($"<p>show <a href=\"{Ticket}\">Ticket Details - Incident IQ</a></p>", $"show {Ticket}")]
    [InlineData($"<p>take <a href=\"{Ticket}\" rel=\"noopener\">{Ticket}</a>, please</p>", $"take {Ticket}, please")]
    [InlineData(
        "<p>follow <a href=\"https://kb.example.org/a?x=1&amp;y=2\">this article</a> please</p>",
        "follow this article (https://kb.example.org/a?x=1&y=2) please"
    )]
    [InlineData("<p><a href=\"https://example.org/\">https://example.org</a> is down</p>", "https://example.org is down")]
    [InlineData("<p><a href=\"http://example.org\">example.org</a> is down</p>", "example.org is down")]
    [InlineData("<p>write to <a href=\"mailto:ada@school.example\">Ada</a></p>", "write to Ada")]
    [InlineData(
        "<div><a href=\"https://district-my.sharepoint.com/x\">photo.jpg</a></div>",
        "photo.jpg (https://district-my.sharepoint.com/x)"
    )]
    [InlineData("<div><div>new one</div>\n<div>two</div>\n</div>", "new one\ntwo")]
    [InlineData("<p>comment 12</p>\r\n<ul>\r\n<li>one</li>\r\n<li>two</li>\r\n</ul>", "comment 12\none\ntwo")]
    [InlineData("<p>one<br>two<br>\nthree</p>", "one\ntwo\nthree")]
    [InlineData("<p>one</p><p>&nbsp;</p><p>two</p>", "one\n \ntwo")]
    [InlineData("<pre><code>ping a\nping b</code></pre>", "ping a\nping b")]
    [InlineData("<p>5 &lt; 6 &amp; <b>bold</b> <u>x</u></p>", "5 < 6 & bold x")]
    [InlineData("<p>the &lt;screen&gt; is black</p>", "the <screen> is black")]
    [InlineData("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b \nc")]
    [InlineData($"<div><div>{Bot}&nbsp;take 12</div></div>", "take 12")]
    [InlineData($"<p>{Bot}, take 12</p>", "take 12")]
    [InlineData(
        $"<p><span itemtype=\"http://schema.skype.com/Mention\" itemid=\"1\">Ada Byron</span> and {Bot} help</p>",
        "Ada Byron and help"
    )]
    [InlineData(
        "<blockquote itemscope=\"\" itemtype=\"http://schema.skype.com/Reply\" itemid=\"1\"><strong itemprop=\"mri\">IiqBot</strong>\n<p itemprop=\"preview\">Ticket 9</p></blockquote>\n<p>take 12</p>",
        "take 12"
    )]
    [InlineData("<blockquote>quoted by hand</blockquote><p>take 12</p>", "quoted by hand\ntake 12")]
    public void The_line_is_read_from_the_HTML(string html, string expected) =>
        Assert.Equal(expected, Read(TestActivity.Mention("what the text says", "channel").WithHtml(html)));

    [Theory]
    [InlineData("")]
    [InlineData("<p>&nbsp;</p>")]
    [InlineData("<div><img src=\"https://smba.trafficmanager.net/amer/v3/attachments/1/views/original\"></div>")]
    public void If_the_HTML_has_no_words_the_text_is_read(string html) =>
        Assert.Equal("what the text says", Read(TestActivity.Message("what the text says").WithHtml(html)));

    [Theory]
    [InlineData("<at><a href='https://a.example'>IiqBot</at></a>")]
    [InlineData("<a href=\"https://a.example\"><at>IiqBot</a></at>")]
    [InlineData("<blockquote itemtype=\"http://schema.skype.com/Reply\"><a href=\"https://a.example\"><at>x</blockquote></at></a>")]
    [InlineData("</a></at></span></blockquote></pre><a><a href><a href=><a href=\"")]
    [InlineData("<p <p <p><img alt=\"x\" itemtype=\"http://schema.skype.com/Emoji")]
    [InlineData("<")]
    [InlineData("</")]
    [InlineData("<a")]
    [InlineData("&#xd800;&#1;&")]
    public void Malformed_HTML_does_not_throw(string html) => Assert.NotNull(Read(TestActivity.Mention("x", "channel").WithHtml(html)));

    [Fact]
    public void A_quote_that_overlaps_a_mention_leaves_no_null_character() =>
        Assert.DoesNotContain(
            '\0',
            Read(
                TestActivity
                    .Mention("x", "channel")
                    .WithHtml("<at>IiqBot<blockquote itemtype=\"schema.skype.com/Reply\"></at></blockquote>take 12")
            )
        );

    [Fact]
    public void HTML_pieces_in_any_order_do_not_throw()
    {
        string[] pieces =
        [
            "<at>",
            "</at>",
            "<a href=\"https://a.example\">",
            "</a>",
            "<blockquote itemtype=\"schema.skype.com/Reply\">",
            "</blockquote>",
            "IiqBot",
            " ",
            "<p>",
            Yes,
            Bot,
            "&lt;",
            "<",
        ];
        var random = new Random(17);
        for (var i = 0; i < 20_000; i++)
            Assert.NotNull(
                Read(
                    TestActivity
                        .Mention("x", "channel")
                        .WithHtml(string.Concat(Enumerable.Range(0, 12).Select(_ => pieces[random.Next(pieces.Length)])))
                )
            );
    }

    private static string Read(TestActivity activity) =>
        TypedText.Of(JsonSerializer.Deserialize(activity.ToString(), ProtocolJson.Default.Activity)!).Text;
}
