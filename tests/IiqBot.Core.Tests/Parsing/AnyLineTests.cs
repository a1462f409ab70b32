using System.Text;
using CsCheck;
using IiqBot.Core.Model;
using IiqBot.Core.Parsing;
using IiqBot.Core.Pipeline;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Parsing;

/// <summary>What must hold for every line that is typed or pasted.</summary>
public sealed class AnyLineTests
{
    private static readonly string[] Words =
    [
        "take",
        "new",
        "search",
        "status:",
        "status:\"",
        "\"",
        "“",
        "#",
        "39181",
        "T-1",
        "comment",
        "close",
        ",",
        "/",
        " ",
        "\n",
        "\u00A0",
        "https://x.incidentiq.com/agent/tickets/",
        "0a1b2c3d-0000-1111-2222-333344445555",
        "flyout-id=",
        "😀",
        "\u202E",
        "\0",
        "{0}",
        "my",
        "to",
    ];

    private static readonly Gen<string> Piece = Gen.Frequency((3, Gen.String), (5, Gen.Int[0, Words.Length - 1].Select(i => Words[i])));

    private static readonly Gen<string> AnyLine = Piece.List[0, 30].Select(pieces => string.Concat(pieces));

    [Fact]
    public void Parsing_never_throws_and_its_result_is_bounded()
    {
        var parser = CoreRoutes.Registry.Parser;

        AnyLine.Sample(
            line =>
            {
                var parsed = parser.Parse(line);
                Assert.True(parsed.Verb is null || CoreRoutes.Registry.Find(parsed.Verb) is not null);
                Assert.All(parsed.Arguments.Values.Values, value => Assert.InRange(value.Length, 0, Arguments.MaxValueLength));
                Assert.InRange(parsed.Suggestions.Count, 0, 3);
            },
            iter: 3000
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    public void A_line_that_is_cut_is_still_valid_text(string start)
    {
        var parsed = CoreRoutes.Registry.Parser.Parse($"new {start}" + string.Concat(Enumerable.Repeat("😀", 3000)));
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

        Assert.All(parsed.Arguments.Values.Values, value => strict.GetBytes(value));
    }

    [Fact]
    public void Two_routes_cannot_share_an_alias()
    {
        var routes = new[]
        {
            new Route("a.one", Access.Known) { Aliases = ["same"] },
            new Route("a.two", Access.Known) { Aliases = ["SAME"] },
        };

        Assert.Throws<ArgumentException>(() => new LineParser(routes, "a.one"));
    }

    [Fact]
    public void Two_handlers_cannot_share_a_verb()
    {
        var registration = new HandlerRegistration(new Route("a.one", Access.Known), typeof(AnyLineTests));

        Assert.Throws<ArgumentException>(() => new HandlerRegistry([registration, registration]));
    }
}
