using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using IiqBot.Web.Hosting;
using IiqBot.Web.Terminal;
using IiqBot.Web.Trial;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace IiqBot.Web.Tests;

/// <summary>The same bot in a terminal: typed lines go in, text comes out.</summary>
public sealed class TerminalTests
{
    [Fact]
    public async Task A_ticket_can_be_filed_taken_and_resolved_in_the_terminal()
    {
        var screen = await ChatAsync("new Projector in 204 shows no picture", "1", "resolve 39182, replaced the cable", "history 39182");
        Assert.Contains("Ticket #39182 is filed.", screen, StringComparison.Ordinal);
        Assert.Contains("Terry Minal took this ticket.", screen, StringComparison.Ordinal);
        Assert.Contains("resolved this ticket, with a note", screen, StringComparison.Ordinal);
        Assert.Contains("replaced the cable", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_is_asked_line_by_line_and_can_be_cancelled()
    {
        var screen = await ChatAsync("new", "projector no pic", "", "204", "1", "It stays dark.", "new", ".");
        Assert.Contains("is filed", screen, StringComparison.Ordinal);
        Assert.Contains("Nothing was sent.", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_where_a_number_is_expected_gets_a_hint()
    {
        var screen = await ChatAsync("new", "projector no pic", "", "204", "very urgent", "1", "It stays dark.");
        Assert.Contains("Please type a number from 1 to 2.", screen, StringComparison.Ordinal);
        Assert.Contains("is filed", screen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("-", false)]
    public async Task In_a_form_an_empty_line_keeps_a_value_and_a_dash_clears_it(string typed, bool hasRoom)
    {
        var screen = await ChatAsync("new The screen flickers in 204", "projector no pic", "", typed, "1", "The screen flickers.");
        Assert.Contains("a dash clears it", screen, StringComparison.Ordinal);
        var filed = screen[screen.IndexOf("is filed", StringComparison.Ordinal)..];
        Assert.Equal(hasRoom, filed.Contains("204", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_required_question_is_asked_again_if_it_is_cleared()
    {
        var screen = await ChatAsync(
            "new The screen flickers in 204",
            "projector no pic",
            "",
            "",
            "1",
            "-",
            "",
            "",
            "",
            "",
            "It flickers."
        );
        Assert.Contains("is filed", screen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(60)]
    public void A_title_is_shown_in_full_in_a_window_of_any_width(int width)
    {
        const string title = "Tickets with \"projector\", status Waiting for Parts or Waiting on Requestor, priority High";
        var screen = new StringWriter();

        new TerminalRenderer(ConsoleOn(screen, width)).Draw(
            new Card
            {
                Title = title,
                Summary = title,
                Body = [new CardElement.Paragraph("0 tickets")],
            }
        );

        Assert.Contains(
            title,
            string.Join(' ', screen.ToString().ReplaceLineEndings("\n").Split(['\n', '│', ' '], StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_role_can_be_switched()
    {
        var screen = await ChatAsync("be requester", "take 39100", "be administrator", "failure 222222");
        Assert.Contains("Only technicians can do this.", screen, StringComparison.Ordinal);
        Assert.Contains("I don't have that reference.", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_greeting_and_every_help_agree()
    {
        var screen = await ChatAsync("help", "help");
        var cards = screen.Split('╭')[1..];

        Assert.Equal(3, cards.Length);
        Assert.Contains("Hi Terry Minal", cards[0], StringComparison.Ordinal);
        Assert.DoesNotContain("mention me", cards[0], StringComparison.OrdinalIgnoreCase);
        Assert.All(cards, card => Assert.Contains("Open tickets", card, StringComparison.Ordinal));
        Assert.Equal(cards[1].TrimEnd(), cards[2].TrimEnd());
    }

    private static IAnsiConsole ConsoleOn(TextWriter screen, int width)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                Out = new AnsiConsoleOutput(screen),
                Interactive = InteractionSupport.No,
            }
        );
        console.Profile.Width = width;
        return console;
    }

    private static async Task<string> ChatAsync(params string[] lines)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var screen = new StringWriter();
        var console = ConsoleOn(screen, 200);
        var registrations = new ServiceCollection().AddLogging().AddBot(new ConfigurationBuilder().Build());
        await using var sandbox = await TrialDistrict.AddDistrictAsync(registrations);
        await using var services = registrations
            .AddSingleton<IPersonDirectory, TerminalDirectory>()
            .AddSingleton(console)
            .AddSingleton<TextReader>(new StringReader(string.Join('\n', lines)))
            .AddSingleton<TerminalRenderer>()
            .AddSingleton<TerminalForm>()
            .AddSingleton<TerminalChat>()
            .BuildServiceProvider();
        await services.GetRequiredService<TerminalChat>().RunAsync(cancellationToken);
        return screen.ToString();
    }
}
