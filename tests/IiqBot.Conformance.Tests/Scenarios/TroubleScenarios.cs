using System.Text.RegularExpressions;
using IiqBot.Conformance.Tests.Driving;
using IiqBot.Sandbox.Faults;

namespace IiqBot.Conformance.Tests.Scenarios;

[Theme(5, "When something goes wrong")]
internal static partial class TroubleScenarios
{
    [Scenario]
    public static async Task Filing_while_the_token_is_refused_saves_the_ticket_and_fills_its_card_later(Chat chat)
    {
        var dana = chat.Staff();
        await dana.AskAsync("my tickets", "You have no open tickets");
        chat.District.Control.Add(new Fault(FaultKind.InvalidToken));
        var saved = await dana.AskAsync("new Projector in 204 shows no picture", "saved and will be filed when it's back");
        chat.District.Control.ClearFaults();
        await dana.SeesAsync(saved, "is filed");
        await dana.AskAsync("my tickets", "1 ticket");
    }

    [Scenario]
    public static async Task Filing_in_a_channel_while_the_token_is_refused_uses_one_private_card(Chat chat)
    {
        var dana = chat.Staff();
        await dana.LoadsTheListsAsync();
        chat.District.Control.Add(new Fault(FaultKind.InvalidToken));
        var saved = await dana.AskAsync(
            "new Projector in 204 shows no picture",
            "saved and will be filed when it's back",
            chat.Channel(dana, chat.Staff())
        );
        await dana.SeesOneNoticeBecomeTheTicketAsync(saved, chat.District);
    }

    [Scenario]
    public static async Task Requests_saved_during_an_outage_are_listed_then_withdrawn_or_sent(Chat chat)
    {
        var dana = chat.Staff();
        var filed = await Chat.TicketOfAsync(dana);
        chat.District.Control.Add(new Fault(FaultKind.DropConnection));
        var first = await dana.AskAsync($"comment {filed.Number} it works again", "saved and will be sent when it's back");
        await dana.AskAsync($"comment {filed.Number} never mind", "saved and will be sent when it's back");
        var waiting = await dana.AskAsync("waiting", "Waiting for Incident IQ");
        var newest = waiting.Buttons.Last(label => label.StartsWith("Don't send ", StringComparison.Ordinal));
        var answer = await dana.PressAsync(waiting, newest, "Don't send");
        while (answer.Says("right now"))
            answer = await dana.PressAsync(answer, "Don't send", "Don't send"); // the bot has tested whether Incident IQ is back
        Assert.True(answer.Says("won't be sent"), answer.Words);
        chat.District.Control.ClearFaults();
        await dana.SeesAsync(first, $"{dana.Name} added a comment");
        await dana.AskAsync("waiting", "Nothing of yours is waiting");
        var history = await dana.AskAsync($"history {filed.Number}", "it works again");
        Assert.False(history.Says("never mind"));
    }

    [Scenario]
    public static async Task A_filing_whose_answer_is_lost_becomes_one_ticket(Chat chat)
    {
        var dana = chat.Staff();
        await dana.AskAsync("my tickets", "You have no open tickets");
        chat.District.Control.Add(
            new Fault(FaultKind.LostResponse)
            {
                Route = "POST /tickets/new",
                Times = 1,
                Delay = TimeSpan.FromSeconds(3),
            }
        );
        var told = await dana.AskAsync("new Projector in 204 shows no picture", "hasn't confirmed this yet");
        await dana.SeesAsync(told, "is filed");
        await dana.AskAsync("my tickets", "1 ticket");
    }

    [Scenario]
    public static async Task A_failure_is_told_plainly_with_a_reference_that_an_administrator_looks_up(Chat chat)
    {
        var (robin, boss) = (chat.Technician(), chat.Administrator());
        await robin.AskAsync("who am I", robin.Email);
        await boss.AskAsync("who am I", boss.Email);
        chat.District.Control.Add(new Fault(FaultKind.ServerError) { Route = "POST /tickets$" });
        var told = await robin.AskAsync("open tickets", "Something went wrong");
        chat.District.Control.ClearFaults();
        Assert.True(told.Says("Incident IQ") && told.Says("Please try again in a few minutes"));
        Assert.DoesNotMatch("Exception|500|JSON|http", told.Words);
        var reference = Reference().Match(told.Words).Groups["reference"].Value;
        var explained = await boss.AskAsync($"failure {reference}", $"Failure {reference}");
        Assert.True(explained.Says("tickets.open") && explained.Says("Incident IQ"));
        await robin.AskAsync($"failure {reference}", "Only administrators can do this");
        await robin.AskUntilAsync("open tickets", "page 1 of");
    }

    [Scenario]
    public static async Task A_slow_Incident_IQ_delays_the_card_and_nothing_else(Chat chat)
    {
        var (robin, dana) = (chat.Technician(), chat.Staff());
        var filed = await Chat.TicketOfAsync(robin);
        chat.District.Control.Add(
            new Fault(FaultKind.Slow)
            {
                Route = "POST /tickets/{ticketId}/assign",
                Delay = TimeSpan.FromSeconds(6),
                Times = 1,
            }
        );
        var pressed = robin.Client.PressAsync(filed, "Take");
        await chat.District.Control.UntilHeldAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(3));
        await pressed;
        await dana.AskAsync("my tickets", "You have no open tickets");
        await robin.AskAsync("help", "What I can do");
        Assert.False(filed.Says("took this ticket"));
        await robin.SeesAsync(filed, "took this ticket");
    }

    [Scenario]
    public static async Task A_resolution_that_fails_halfway_is_finished_without_a_second_note(Chat chat)
    {
        var robin = chat.Technician();
        var filed = await Chat.TicketOfAsync(robin);
        var form = await robin.PressForFormAsync(filed, "Resolve", "Resolve ticket");
        await form.TypeAsync("note", "Replaced the cable.");
        chat.District.Control.Add(new Fault(FaultKind.Forbidden) { Route = "POST /tickets/{ticketId}/close" });
        await robin.SubmitInVainAsync(form, "lacks a permission");
        Assert.Equal("Replaced the cable.", form.ValueOf("note"));
        chat.District.Control.ClearFaults();
        await robin.SubmitAsync(form, "resolved this ticket, with a note");
        var history = await robin.AskAsync($"history {filed.Number}", "History of");
        Assert.Equal(2, history.Words.Split("Replaced the cable.").Length);
    }

    [Scenario]
    public static async Task The_same_delivery_twice_has_one_effect(Chat chat)
    {
        var dana = chat.Staff();
        var filed = await Chat.TicketOfAsync(dana);
        await dana.ReadAfterAsync(
            () => dana.Client.SayDeliveredTwiceAsync(dana.Own, $"comment {filed.Number} it works again"),
            "added a comment"
        );
        var history = await dana.AskAsync($"history {filed.Number}", "History of");
        Assert.Equal(2, history.Words.Split("it works again").Length);
    }

    [Scenario(IsAlone = true)] // a minute after a change in another scenario its undo button disappears, which is a redraw as well
    public static async Task A_failed_card_update_is_shown_to_an_administrator_who_sends_it_again(Chat chat)
    {
        var (dana, robin, boss) = (chat.Staff(), chat.Technician(), chat.Administrator());
        var filed = await Chat.TicketOfAsync(dana);
        await boss.AskAsync("dead deliveries", "Every message was delivered");
        chat.Platform.RefuseRedraws(true);
        await robin.AskAsync($"take {filed.Number}", "took this ticket");
        var dead = await boss.AskUntilAsync("dead deliveries", "Send 1 again");
        chat.Platform.RefuseRedraws(false);
        Assert.False(filed.Says(robin.Name));
        await boss.PressAsync(dead, "Send 1 again", "I am sending it again");
        await dana.SeesAsync(filed, robin.Name);
    }

    [Scenario]
    public static async Task An_administrator_asks_how_the_bot_does_and_sees_what_works_in_private(Chat chat)
    {
        var (boss, robin) = (chat.Administrator(), chat.Technician());
        await boss.AskUntilAsync("status", "Everything works"); // the faults of other scenarios are over
        var status = await boss.AskAsync("bot status", "Everything works", chat.Channel(boss, robin));
        Assert.False(status.IsShared);
        Assert.True(status.Says("Incident IQ") && status.Says("Storage"));
        await boss.PressAsync(status, "Undelivered messages", "Undelivered messages");
        await boss.AskAsync("health", "Bot status");
    }

    [Scenario]
    public static async Task What_does_not_work_is_told_to_an_administrator_with_what_to_do_next(Chat chat)
    {
        var boss = chat.Administrator();
        await boss.AskAsync("who am I", boss.Email);
        chat.District.Control.Add(new Fault(FaultKind.ServerError) { Route = "GET /sites/isalive" });
        var status = await boss.AskUntilAsync("status", "(ServerFailed)"); // a fault of another scenario may be reported for some seconds
        chat.District.Control.ClearFaults();
        Assert.True(status.Says("Needs attention: Incident IQ") && status.Says("Not working") && status.Says("Storage"), status.Words);
        await boss.AskUntilAsync("status", "Everything works");
    }

    [Scenario]
    public static async Task A_line_that_nearly_means_something_is_answered_with_what_it_could_mean(Chat chat)
    {
        var dana = chat.Staff();
        var unknown = await dana.AskAsync("my tikets", "Did you mean \"My tickets\"?");
        await dana.PressAsync(unknown, "My tickets", "You have no open tickets");
    }

    [Scenario]
    public static async Task A_line_that_means_nothing_can_be_filed_as_a_ticket(Chat chat)
    {
        var dana = chat.Staff();
        var unknown = await dana.AskAsync("the beamer went dark again", "I'm not sure what you need");
        var form = await dana.PressForFormAsync(unknown, "File this as a ticket", "File a ticket");
        await form.SearchAsync("issue", "projector no pic");
        Assert.Equal("the beamer went dark again", form.ValueOf("description"));
        await dana.SubmitAsync(form, "is filed");
    }

    [Scenario]
    public static async Task A_button_of_another_version_of_the_bot_shows_the_ticket_as_it_is(Chat chat)
    {
        var robin = chat.Technician();
        var filed = await Chat.TicketOfAsync(robin);
        await robin.ReadAfterAsync(robin.Client.Aim(filed, "Take", "ticket.teleport"), "That button is out of date");
        await robin.PressAsync(filed, "Take", "took this ticket");
    }

    [GeneratedRegex(@"\(Reference (?<reference>\w+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
