using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Safety;

/// <summary>Suggestions and refusals lead somewhere: nobody is offered what they may not do, or a guess that makes no sense.</summary>
public sealed class WallTests : SafeLineTest
{
    private static readonly string[] OfTechnicians =
    [
        Texts.ActionTake,
        Texts.ActionResolve,
        Texts.ActionAssign,
        Texts.ActionUnassign,
        Texts.ActionOpenTickets,
        Texts.ActionAssigned,
        Texts.FormMoveTitle,
        Texts.ActionPriority,
        Texts.ActionShowStatus,
    ];

    [Theory]
    [InlineData("can I borrow a laptop cart")]
    [InlineData("do we have spare chargers")]
    [InlineData("my laptop screen is cracked")]
    [InlineData("what happened to my projector?")]
    [InlineData("how long will it take?")]
    [InlineData("I need help with my chromebook")]
    [InlineData("password reset")]
    [InlineData("ayuda mi computadora no funciona")]
    [InlineData("urgent!!! smartboard dead in 210")]
    [InlineData("stop")]
    [InlineData("tkae")]
    public async Task An_ordinary_sentence_is_only_offered_for_filing(string line)
    {
        foreach (var chat in new[] { Chat, Own })
        {
            var answer = await chat.Types(line);

            Assert.Equal(Texts.UnknownLine, answer.Card().Summary);
            Assert.Equal([Texts.ActionFileThis, Texts.ActionMyTickets], answer.Labels());
        }
    }

    [Theory]
    [InlineData("thanks")]
    [InlineData("Thank you!")]
    [InlineData("thank you both")]
    [InlineData("ok")]
    [InlineData("👍")]
    [InlineData("cheers, see you tomorrow")]
    [InlineData("bye")]
    public async Task Small_talk_gets_a_sentence_without_buttons(string line) => Assert.Empty((await Own.Types(line)).Labels());

    [Theory]
    [InlineData("hello")]
    [InlineData("hi")]
    [InlineData("hello is anybody there?")]
    public async Task A_greeting_is_answered_with_where_to_begin(string line) =>
        Assert.Equal([Texts.ActionFile, Texts.ActionMyTickets, Texts.ActionHelp], (await Own.Types(line)).Labels());

    [Theory]
    [InlineData("opne tickets")]
    [InlineData("resovle")]
    [InlineData("asign to me")]
    [InlineData("close the projector ticket")]
    [InlineData("asigned to me")]
    [InlineData("priorty high")]
    public async Task A_requester_is_not_offered_what_only_technicians_do(string line) =>
        Assert.DoesNotContain((await Own.Types(line)).Labels(), OfTechnicians.Contains);

    [Theory]
    [InlineData("resovle", "Resolve")]
    [InlineData("my tikets", "My tickets")]
    public async Task A_technician_is_offered_the_most_similar_command(string line, string label) =>
        Assert.Equal(label, (await Chat.Types(line)).Labels()[0]);

    [Fact]
    public async Task A_requester_who_tries_to_close_a_ticket_is_offered_to_cancel_it()
    {
        var refused = await Own.Types("close 39181, it works again");

        Assert.Equal(Texts.RefusedResolve, refused.Notice());
        Assert.Equal([Texts.ActionCancelNoLonger, Texts.ActionCommentInstead], refused.Labels()[..2]);
        var form = (await Own.Presses(refused.Button(Texts.ActionCancelNoLonger))).OpenedForm();
        NothingWasDone();
        await Own.Sends(form);
        Assert.Equal((TestDistrict.Canceled, "it works again"), (Site.Laptop.Step, Assert.Single(Site.Comments).Text));
    }

    [Fact]
    public async Task Show_without_a_number_offers_ones_own_tickets()
    {
        var answer = await Own.Types("show");

        Assert.Equal(Texts.TicketWhichTitle, answer.Card().Title);
        Assert.Contains(answer.Rows(), row => row.Title.StartsWith("#39181", StringComparison.Ordinal));
        Assert.Equal(Verbs.ShowTicket, answer.Rows()[0].Open?.Verb);
    }

    [Fact]
    public async Task Show_without_a_number_offers_a_technician_their_work()
    {
        Site.Holds(Site.Laptop with { Assignee = new(TestDistrict.Technician.Id, TestDistrict.Technician.Name) });

        Assert.StartsWith("#39181", Assert.Single((await Chat.Types("show")).Rows()).Title, StringComparison.Ordinal);
    }
}
