using IiqBot.IncidentIq.Content;

namespace IiqBot.IncidentIq.Tests;

public sealed class ContentTests
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    [Theory]
    [InlineData(null, "")]
    [InlineData("  ", "")]
    [InlineData("plain\r\n  two  \n", "plain\n  two")]
    [InlineData("a < b & c > d", "a < b & c > d")]
    [InlineData("Tom &amp; Jerry", "Tom & Jerry")]
    [InlineData("<p>one</p><p>two</p>", "one\ntwo")]
    [InlineData("one<br><br/>three", "one\n\nthree")]
    [InlineData("<p>a\n   b</p>\n\n<div>c</div>", "a b\nc")]
    [InlineData("<ul><li>x</li><li>y <b>z</b></li></ul>end", "• x\n• y z\nend")]
    [InlineData("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc")]
    [InlineData("<style>p{}</style><script>alert(1)</script>safe<img src=x onerror=y>", "safe")]
    [InlineData("<p>unclosed <b>tags", "unclosed tags")]
    public void Html_becomes_the_text_a_person_sees(string? html, string text) => Assert.Equal(text, HtmlText.ToPlain(html));

    [Theory]
    [InlineData("1 < 2 & \"3\"\n<b>")]
    [InlineData("two\n\nparagraphs")]
    public void Text_survives_the_round_trip(string text) => Assert.Equal(text, HtmlText.ToPlain(HtmlText.FromPlain(text)));

    [Fact]
    public void Deeply_nested_HTML_is_read_only_to_a_limit() =>
        Assert.Equal("x", HtmlText.ToPlain("x" + string.Concat(Enumerable.Repeat("<div>", 200_000)) + "y"));

    [Theory]
    [InlineData("2025-10-20T13:44:41.3", "2025-10-20T13:44:41.3000000-04:00")]
    [InlineData("2025-12-01T08:00:00", "2025-12-01T08:00:00.0000000-05:00")]
    [InlineData("2025-12-01T08:00:00.1234567", "2025-12-01T08:00:00.1234567-05:00")]
    [InlineData("2025-12-01T08:00:00Z", "2025-12-01T03:00:00.0000000-05:00")]
    [InlineData("2025-12-01T08:00:00+02:00", "2025-12-01T01:00:00.0000000-05:00")]
    [InlineData("0001-01-01T00:00:00", null)]
    [InlineData("0001-01-01T00:00:00Z", null)]
    [InlineData("9999-12-31T23:59:59", null)]
    [InlineData("", null)]
    [InlineData("soon", null)]
    [InlineData(null, null)]
    public void Dates_are_read_in_the_sites_zone(string? text, string? expected) =>
        Assert.Equal(expected, new SiteDates(NewYork, areUtc: false).Read(text)?.ToString("O"));
}
