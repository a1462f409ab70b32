using IiqBot.Conformance.Tests.Driving;

namespace IiqBot.Conformance.Tests.Scenarios;

[Theme(2, "Finding")]
internal static class FindingScenarios
{
    [Scenario]
    public static async Task Help_lists_what_the_person_who_asks_may_do(Chat chat)
    {
        var (dana, robin) = (chat.Staff(), chat.Technician());
        await dana.AskAsync("my tickets", "You have no open tickets");
        Assert.False((await dana.AskAsync("help", "What I can do")).Says("assign it to yourself"));
        await robin.AskAsync("who am I", robin.Name);
        Assert.True((await robin.AskAsync("help", "What I can do")).Says("assign it to yourself"));
    }

    [Scenario]
    public static async Task Who_am_I_names_the_account_and_its_role(Chat chat)
    {
        var robin = chat.Technician();
        var answer = await robin.AskAsync("who am I", robin.Email);
        Assert.True(answer.Says(robin.Name) && answer.Says("Technician"));
    }

    [Scenario]
    public static async Task A_ticket_is_shown_by_its_number_in_a_command_alone_and_in_a_sentence(Chat chat)
    {
        var dana = chat.Staff();
        var number = (await Chat.TicketOfAsync(dana)).Number;
        foreach (var line in new[] { $"show {number}", number, $"#{number}", $"what about #{number}?" })
            await dana.AskAsync(line, $"#{number} Projector in 204");
    }

    [Scenario]
    public static async Task A_ticket_is_shown_by_its_link(Chat chat)
    {
        var robin = chat.Technician();
        var filed = await Chat.TicketOfAsync(robin);
        await robin.AskAsync(filed.LinkOf("Open in Incident IQ")!, $"#{filed.Number} Projector in 204");
    }

    [Scenario]
    public static async Task A_number_that_does_not_exist_is_told_so(Chat chat) =>
        Assert.True((await chat.Technician().AskAsync("show 99999999", "No such ticket")).Says("Check the number"));

    [Scenario]
    public static async Task My_tickets_are_paged_in_place_and_opened_from_their_row(Chat chat)
    {
        var dana = chat.Staff();
        await dana.AskAsync("my tickets", "You have no open tickets");
        for (var i = 0; i < 8; i++)
            await chat.District.FileAsync(dana);
        var list = await dana.AskAsync("my tickets", "8 tickets, page 1 of 2");
        Assert.Equal(list, await dana.PressAsync(list, "Next page", "page 2 of 2"));
        Assert.Equal(list, await dana.PressAsync(list, "Previous page", "page 1 of 2"));
        var opened = await dana.PressAsync(list, $"Open ticket {list.Number}", "Assigned to");
        Assert.Equal(list.Number, opened.Number);
        Assert.NotEqual(list, opened);
    }

    [Scenario]
    public static async Task My_tickets_show_closed_ones_too_when_asked(Chat chat)
    {
        var dana = chat.Staff();
        var filed = await Chat.TicketOfAsync(dana);
        await dana.SubmitAsync(await dana.PressForFormAsync(filed, "Cancel ticket", "Cancel ticket"), "canceled this ticket");
        var list = await dana.AskAsync("my tickets", "You have no open tickets");
        await dana.PressAsync(list, "Show closed too", $"#{filed.Number}");
    }

    [Scenario]
    public static async Task A_technician_sees_what_is_assigned_to_them(Chat chat)
    {
        var robin = chat.Technician();
        await robin.AskAsync("assigned to me", "No open ticket is assigned to you");
        var filed = await Chat.TicketOfAsync(robin);
        await robin.PressAsync(filed, "Take", "took this ticket");
        await robin.AskAsync("assigned to me", $"#{filed.Number}");
    }

    [Scenario]
    public static async Task Open_tickets_are_paged(Chat chat)
    {
        var robin = chat.Technician();
        var list = await robin.AskAsync("open tickets", "page 1 of");
        await robin.PressAsync(list, "Next page", "page 2 of");
    }

    [Scenario]
    public static async Task A_search_finds_words(Chat chat)
    {
        var robin = chat.Technician();
        var filed = await Chat.TicketOfAsync(robin, "new Projector in 204 shows no picture zanzibar");
        var found = await robin.AskAsync("search zanzibar", "Tickets with \"zanzibar\"");
        Assert.Equal(filed.Number, found.Number);
        await robin.AskAsync("search zanzibarzanzibar", "No matching tickets");
    }

    [Scenario]
    public static async Task A_search_by_form_says_what_it_searched(Chat chat)
    {
        var robin = chat.Technician();
        var form = await robin.AskForFormAsync("search", "Search tickets");
        await form.TypeAsync("words", "projector");
        await form.ChooseAsync("status", "Any open status");
        await form.ChooseAsync("priority", "Low");
        await form.SearchAsync("location", "maplewood high");
        await form.ChooseAsync("created", "Last 30 days");
        await robin.SubmitAsync(
            form,
            "Tickets with \"projector\", any open status, priority Low, at Maplewood High School, filed last 30 days"
        );
    }

    [Scenario]
    public static async Task A_search_that_is_not_understood_asks_again_with_what_could_be_meant(Chat chat)
    {
        var robin = chat.Technician();
        var asked = await robin.AskAsync("search projector priority:hihg-ish status:any open", "It could be: Low, Medium, High, Critical");
        await robin.PressAsync(asked, "Low", "Tickets with \"projector\", any open status, priority Low");
    }

    [Scenario]
    public static async Task A_requester_searches_their_own_tickets_only(Chat chat)
    {
        var (dana, kim) = (chat.Staff(), chat.Staff());
        var filed = await Chat.TicketOfAsync(dana, "new Projector in 204 shows no picture quetzal");
        await kim.AskAsync("search quetzal", "No matching tickets");
        Assert.Equal(filed.Number, (await dana.AskAsync("search quetzal", "1 ticket")).Number);
    }
}
