using IiqBot.Conformance.Tests.Driving;

namespace IiqBot.Conformance.Tests.Scenarios;

[Theme(4, "Who may do and see what")]
internal static class RightsScenarios
{
    private const string Personal = "new Projector in 204 shows no picture since Timmy dropped it";

    [Scenario]
    public static async Task In_a_channel_a_ticket_shows_the_minimum_and_its_details_privately(Chat chat)
    {
        var (dana, robin) = (chat.Staff(), chat.Technician());
        var filed = await Chat.TicketOfAsync(dana, Personal);
        var shared = await robin.AskAsync($"show {filed.Number}", $"#{filed.Number} Projector", chat.Channel(dana, robin));
        Assert.True(shared.IsShared);
        Assert.DoesNotContain("Timmy", shared.Raw, StringComparison.OrdinalIgnoreCase);
        var details = await robin.PressAsync(shared, "Details", "Timmy");
        Assert.False(details.IsShared);
    }

    [Scenario]
    public static async Task Lists_and_histories_asked_for_in_a_channel_come_privately(Chat chat)
    {
        var (dana, robin) = (chat.Staff(), chat.Technician());
        var channel = chat.Channel(dana, robin);
        var filed = await Chat.TicketOfAsync(dana, Personal);
        Assert.False((await dana.AskAsync("my tickets", "Timmy", channel)).IsShared);
        Assert.False((await robin.AskAsync($"history {filed.Number}", "History of", channel)).IsShared);
        Assert.False((await robin.AskAsync("who am I", robin.Email, channel)).IsShared);
    }

    [Scenario]
    public static async Task Nothing_personal_is_ever_written_into_a_channel(Chat chat)
    {
        var (dana, robin) = (chat.Staff(), chat.Technician());
        var channel = chat.Channel(dana, robin);
        var filed = await Chat.TicketOfAsync(dana, Personal);
        var shared = await robin.AskAsync($"show {filed.Number}", $"#{filed.Number} Projector", channel);
        await robin.PressAsync(shared, "Take", $"{robin.Name} took this ticket");
        var comment = await robin.PressForFormAsync(shared, "Comment", "Comment on ticket");
        await comment.TypeAsync("text", "Timmy is sorry.");
        await robin.SubmitAsync(comment, $"{robin.Name} added a comment");
        var device = await robin.PressForFormAsync(shared, "Link a device", "Link a device");
        await device.TypeAsync("tag", "MW10011");
        await robin.SubmitAsync(device, "linked a device to this ticket");
        var resolve = await robin.PressForFormAsync(shared, "Resolve", "Resolve ticket");
        await resolve.TypeAsync("note", "Timmy's projector works again.");
        await robin.SubmitAsync(resolve, $"{robin.Name} resolved this ticket");
        await dana.AskAsync($"reopen {filed.Number}", "reopened this ticket", channel);
        foreach (var post in robin.Client.Posts.Where(post => post.IsShared))
        {
            Assert.DoesNotContain("Timmy", post.Raw, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(dana.Name, post.Raw, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("MW10011", post.Raw, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Scenario]
    public static async Task A_requester_is_refused_what_technicians_do_and_offered_a_comment_instead(Chat chat)
    {
        var dana = chat.Staff();
        var filed = await Chat.TicketOfAsync(dana);
        await dana.AskAsync($"take {filed.Number}", "Only technicians can do this");
        var refused = await dana.AskAsync($"close {filed.Number} it works again", "Only technicians can resolve tickets");
        await dana.PressAsync(refused, "Send it as a comment", $"{dana.Name} added a comment");
        await dana.AskAsync("open tickets", "Only technicians can do this");
        await dana.AskAsync("dead deliveries", "Only administrators can do this");
    }

    [Scenario]
    public static async Task How_the_bot_does_is_for_administrators_and_others_are_offered_what_they_can_do(Chat chat)
    {
        var (dana, robin) = (chat.Staff(), chat.Technician());
        await robin.AskAsync("status", "Only administrators can do this");
        var refused = await dana.AskAsync("status", "Only administrators can do this");
        Assert.False(refused.Says("Storage"));
        await dana.PressAsync(refused, "My tickets", "You have no open tickets");
        var filed = await Chat.TicketOfAsync(dana);
        await dana.AskAsync($"status {filed.Number}", $"#{filed.Number} Projector");
    }

    [Scenario]
    public static async Task The_ticket_of_somebody_else_might_as_well_not_exist(Chat chat)
    {
        var (dana, kim) = (chat.Staff(), chat.Staff());
        var filed = await Chat.TicketOfAsync(dana);
        var refused = await kim.AskAsync($"show {filed.Number}", "I cannot find that ticket, or I cannot show it to you here");
        var unknown = await kim.AskAsync("show 99999999", "I cannot find that ticket, or I cannot show it to you here");
        Assert.Equal(unknown.Words, refused.Words);
        await kim.AskAsync($"comment {filed.Number} hello", "I cannot find that ticket");
        await kim.AskAsync($"cancel {filed.Number}", "I cannot find that ticket");
    }

    [Scenario]
    public static async Task A_forged_button_gives_nobody_a_right(Chat chat)
    {
        var dana = chat.Staff();
        var filed = await Chat.TicketOfAsync(dana);
        await dana.HearAfterAsync(dana.Client.Aim(filed, "Comment", "ticket.take"), "Only technicians can do this");
        Assert.False((await dana.AskAsync($"show {filed.Number}", "Projector in 204")).Says($"{dana.Name} (you)"));
    }

    [Scenario]
    public static async Task A_guest_gets_help_and_nothing_else(Chat chat)
    {
        var guest = chat.Outsider(Membership.Guest);
        await guest.AskAsync("help", "What I can do");
        await guest.AskAsync("my tickets", "not guests");
        await guest.AskAsync("new Projector in 204 shows no picture", "not guests");
    }

    [Scenario]
    public static async Task Somebody_of_another_organisation_in_a_shared_channel_gets_nothing_but_help(Chat chat)
    {
        var (robin, stranger) = (chat.Technician(), chat.Outsider(Membership.Stranger));
        var channel = chat.Channel(robin, stranger);
        await stranger.AskAsync("help", "What I can do", channel);
        await stranger.HearAfterAsync(() => stranger.Client.SayAsync(channel, "my tickets"), "Not possible");
        Assert.DoesNotContain(stranger.Client.Posts, post => post.Says("My open tickets"));
    }

    [Scenario]
    public static async Task Markup_and_mentions_that_somebody_typed_stay_text(Chat chat)
    {
        var (dana, robin) = (chat.Staff(), chat.Technician());
        const string Typed =
            "<!channel> <at>everyone</at> @here [free](https://evil.example) <https://evil.example|free> *now* \u202Egnp.exe";
        var filed = await Chat.TicketOfAsync(dana, $"new Projector in 204 shows no picture {Typed}");
        await dana.AskAsync($"comment {filed.Number} {Typed}", "added a comment");
        await robin.AskAsync($"history {filed.Number}", "everyone");
        await robin.AskAsync($"show {filed.Number}", "everyone");
        await robin.AskAsync($"search \"{Typed}\"", "evil.example");
        foreach (var post in dana.Client.Posts.Concat(robin.Client.Posts))
        {
            Assert.DoesNotContain(post.DisguisedLinks, target => target.Contains("evil.example", StringComparison.Ordinal));
            Assert.False(post.CallsSomebody, post.Raw);
        }
    }
}
