using IiqBot.Conformance.Tests.Driving;

namespace IiqBot.Conformance.Tests.Scenarios;

/// <summary>What Incident IQ's own guide, "Working with Tickets", says one can do with a ticket: each operation, status and facet.</summary>
[Theme(6, "The guide \"Working with Tickets\"")]
internal static class GuideScenarios
{
    [Scenario]
    public static async Task Query_tickets_by_status(Chat chat)
    {
        var robin = chat.Technician();
        await robin.AskAsync("search status:open", "Tickets, status open");
        await robin.AskAsync("search status:closed", "Tickets, status closed");
        await robin.AskAsync("search status:\"in progress\"", "Tickets, status In Progress");
    }

    [Scenario]
    public static async Task Query_tickets_by_priority(Chat chat) =>
        Assert.True((await chat.Technician().AskAsync("search priority:critical status:open", "Tickets, status open, priority Critical")).Says("Critical priority"));

    [Scenario]
    public static async Task Query_tickets_by_assigned_agent_team_or_nobody(Chat chat)
    {
        var robin = chat.Technician();
        var filed = await Chat.TicketOfAsync(robin);
        await robin.PressAsync(filed, "Take", "took this ticket");
        Assert.Equal(filed.Number, (await robin.AskAsync("search assignedto:me", $"assigned to {robin.Name}")).Number);
        await robin.AskAsync("search assignedto:\"Device Repair\"", "assigned to Device Repair");
        await robin.AskAsync("search assignedto:nobody", "assigned to nobody");
    }

    [Scenario]
    public static async Task Query_tickets_by_requester(Chat chat)
    {
        var (dana, robin) = (chat.Staff(), chat.Technician());
        var filed = await Chat.TicketOfAsync(dana);
        Assert.Equal(filed.Number, (await robin.AskAsync($"search for:{dana.Email}", $"for {dana.Name}")).Number);
        Assert.Equal(filed.Number, (await dana.AskAsync("search for:me", $"for {dana.Name}")).Number);
    }

    [Scenario]
    public static async Task Query_tickets_by_location(Chat chat) =>
        Assert.True((await chat.Technician().AskAsync("search location:\"Maplewood High School\"", "at Maplewood High School")).Says("Maplewood High School"));

    [Scenario]
    public static async Task Query_tickets_by_due_date(Chat chat)
    {
        var robin = chat.Technician();
        var filed = await Chat.TicketOfAsync(robin);
        await robin.AskAsync($"due {filed.Number} next week", "made this ticket due on");
        await robin.AskAsync("search due:\"next week\" assignedto:nobody", "due next week");
        await robin.AskAsync("search due:overdue", "Tickets, overdue");
    }

    [Scenario]
    public static async Task Query_tickets_by_creation_date(Chat chat)
    {
        var dana = chat.Staff();
        var filed = await Chat.TicketOfAsync(dana);
        Assert.Equal(filed.Number, (await dana.AskAsync("search created:today", "Tickets, filed today")).Number);
        await dana.AskAsync("search created:yesterday", "No ticket matches");
    }

    [Scenario]
    public static async Task Query_tickets_by_keyword(Chat chat)
    {
        var dana = chat.Staff();
        var filed = await Chat.TicketOfAsync(dana, "new Projector in 204 shows no picture marzipan");
        Assert.Equal(filed.Number, (await dana.AskAsync("search keyword:marzipan", "Tickets with \"marzipan\"")).Number);
    }

    [Scenario]
    public static async Task Create_a_ticket_with_its_required_fields_and_get_it(Chat chat)
    {
        var dana = chat.Staff();
        var form = await dana.AskForFormAsync("new", "File a ticket");
        await form.SearchAsync("issue", "chromebook screen cracked");
        await form.TypeAsync("description", "Laptop screen is cracked. It was dropped and no longer displays.");
        var filed = await dana.SubmitAsync(form, "is filed");
        var got = await dana.AskAsync(filed.Number, $"#{filed.Number} Laptop screen is cracked");
        Assert.True(got.Says("It was dropped and no longer displays.") && got.Says(dana.Name) && got.Says("Maplewood High School") && got.Says("Screen cracked"));
    }

    [Scenario]
    public static async Task A_ticket_lives_from_open_through_progress_and_waiting_to_resolved_and_closed(Chat chat)
    {
        var robin = chat.Technician();
        var filed = await Chat.TicketOfAsync(robin);
        foreach (var step in new[] { "In Progress", "Waiting on Requestor" }) await robin.PressAsync(filed, $"Move to {step}", $"moved this ticket to {step}");
        await robin.AskAsync($"move {filed.Number} to resolved", "moved this ticket to Resolved");
        await robin.AskAsync($"move {filed.Number} to closed", "moved this ticket to Closed");
        Assert.Equal(filed.Number, (await robin.AskAsync("search status:closed created:today for:me", "Tickets, status closed")).Number);
    }

    [Scenario]
    public static async Task Update_assign_comment_and_link_an_asset(Chat chat)
    {
        var robin = chat.Technician();
        var number = (await Chat.TicketOfAsync(robin)).Number;
        await robin.AskAsync($"priority {number} high", "set the priority of this ticket to High");
        await robin.AskAsync($"due {number} tomorrow", "made this ticket due on");
        await robin.AskAsync($"assign {number} to Network", "assigned this ticket to Network");
        await robin.AskAsync($"comment {number} on it", $"{robin.Name} commented");
        await robin.AskAsync($"asset {number} MW10023", "linked a device to this ticket");
    }
}
