using System.Globalization;
using IiqBot.Conformance.Tests.Driving;

namespace IiqBot.Conformance.Tests.Scenarios;

/// <summary>What Incident IQ's own guide, "Working with Tickets", says about tickets: each operation, status and facet.</summary>
[Theme(6, "The guide \"Working with Tickets\"")]
internal static class GuideScenarios
{
    [Scenario]
    public static async Task Query_tickets_by_status(Chat chat)
    {
        var (dana, robin) = (chat.Staff(), chat.Technician());
        var numbers = await FiledAsync(dana, 5);
        string[] path = ["In Progress", "Waiting on Requestor", "Resolved", "Closed"];
        for (var i = 1; i < numbers.Length; i++)
        {
            foreach (var step in path.Take(Math.Min(i, 2)))
                await robin.AskAsync($"move {numbers[i]} to {step}", $"moved this ticket to {step}");
            if (i <= 2)
                continue;
            var resolved = await robin.SubmitAsync(
                await robin.AskForFormAsync($"move {numbers[i]} to resolved", "Resolve ticket"),
                "resolved this ticket"
            );
            if (i > 3)
                await robin.PressAsync(resolved, "Move to Closed", "moved this ticket to Closed");
        }

        await FindsAsync(robin, dana, "status:\"any open\"", "any open status", numbers[..3], numbers[3..]);
        await FindsAsync(robin, dana, "status:any closed", "any closed status", numbers[3..], numbers[..3]);
        await FindsAsync(
            robin,
            dana,
            "status:waiting",
            "status Waiting for Parts or Waiting on Requestor",
            [numbers[2]],
            [.. numbers.Where(n => n != numbers[2])]
        );
        for (var i = 1; i < numbers.Length - 1; i++)
            await FindsAsync(
                robin,
                dana,
                $"status:\"{path[i - 1]}\"",
                $"status {path[i - 1]}",
                [numbers[i]],
                [.. numbers.Where(n => n != numbers[i])]
            );
        await FindsAsync(robin, dana, "status:\"only Closed\"", "only status Closed", [numbers[4]], numbers[..4]);
    }

    [Scenario]
    public static async Task Query_tickets_by_priority(Chat chat)
    {
        var (dana, robin) = (chat.Staff(), chat.Technician());
        var numbers = await FiledAsync(dana, 2);
        await robin.AskAsync($"priority {numbers[0]} high", "set the priority of this ticket to High");
        await FindsAsync(robin, dana, "priority:high", "priority High", numbers[..1], numbers[1..]);
    }

    [Scenario]
    public static async Task Query_tickets_by_assigned_agent_team_or_nobody(Chat chat)
    {
        var (dana, robin) = (chat.Staff(), chat.Technician());
        var numbers = await FiledAsync(dana, 3);
        await robin.AskAsync($"take {numbers[0]}", "took this ticket");
        await robin.AskAsync($"assign {numbers[1]} to Network", "assigned this ticket to Network");
        await FindsAsync(robin, dana, "assignedto:me", $"assigned to {robin.Name}", numbers[..1], numbers[1..]);
        await FindsAsync(robin, dana, "assignedto:Network", "assigned to Network", numbers[1..2], [numbers[0], numbers[2]]);
        await FindsAsync(robin, dana, "assignedto:nobody", "without a technician", numbers[2..], numbers[..1]);
    }

    [Scenario]
    public static async Task Query_tickets_by_requester(Chat chat)
    {
        var (dana, kim, robin) = (chat.Staff(), chat.Staff(), chat.Technician());
        var (hers, others) = (await FiledAsync(dana, 1), await FiledAsync(kim, 1));
        await FindsAsync(robin, dana, "", $"for {dana.Name}", hers, others);
        Shows(await dana.AskAsync("search for:me", $"for {dana.Name}"), hers, others);
    }

    [Scenario]
    public static async Task Query_tickets_by_location(Chat chat)
    {
        var (dana, robin) = (chat.Staff(), chat.Technician());
        var here = await FiledAsync(dana, 1);
        var form = await dana.AskForFormAsync("new", "File a ticket");
        await form.SearchAsync("issue", "projector no pic");
        await form.SearchAsync("location", "technology center");
        await form.TypeAsync("description", "It hums there.");
        string[] there = [(await dana.SubmitAsync(form, "is filed")).Number];
        await FindsAsync(robin, dana, "location:\"Maplewood High School\"", "at Maplewood High School", here, there);
        await FindsAsync(robin, dana, "location:\"Technology Center\"", "at Technology Center", there, here);
    }

    [Scenario]
    public static async Task Query_tickets_by_due_date(Chat chat)
    {
        var (dana, robin) = (chat.Staff(), chat.Technician());
        var numbers = await FiledAsync(dana, 3);
        var (soon, late) = (Day(40), Day(80));
        await robin.AskAsync($"due {numbers[0]} {soon}", "set the due date to");
        await robin.AskAsync($"due {numbers[1]} {late}", "set the due date to");
        await FindsAsync(robin, dana, $"due:{soon}", $"due {soon}", numbers[..1], numbers[1..]);
        await FindsAsync(robin, dana, "due:\"next 60 days\"", "due next 60 days", numbers[..1], numbers[1..]);
        await FindsAsync(robin, dana, "due:overdue", "overdue", [], numbers);
        Assert.True((await robin.AskAsync("search due:overdue status:any open", "any open status, overdue")).Says("Overdue"));

        string Day(int from) => chat.District.Clock.GetUtcNow().AddDays(from).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    [Scenario]
    public static async Task Query_tickets_by_creation_date(Chat chat)
    {
        var dana = chat.Staff();
        var filed = await Chat.TicketOfAsync(dana);
        Assert.Equal(filed.Number, (await dana.AskAsync("search created:today", "Tickets, filed today")).Number);
        Shows(await dana.AskAsync("search created:yesterday", "No matching tickets"), [], [filed.Number]);
    }

    [Scenario]
    public static async Task Query_tickets_by_keyword(Chat chat)
    {
        var dana = chat.Staff();
        var other = (await Chat.TicketOfAsync(dana)).Number;
        var filed = (await Chat.TicketOfAsync(dana, "new Projector in 204 shows no picture marzipan")).Number;
        Shows(await dana.AskAsync("search keyword:marzipan", "Tickets with \"marzipan\""), [filed], [other]);
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
        Assert.True(
            got.Says("It was dropped and no longer displays.")
                && got.Says(dana.Name)
                && got.Says("Maplewood High School")
                && got.Says("Screen cracked")
        );
    }

    [Scenario]
    public static async Task A_ticket_lives_from_open_through_progress_and_waiting_to_resolved_and_closed(Chat chat)
    {
        var robin = chat.Technician();
        var filed = await Chat.TicketOfAsync(robin);
        foreach (var step in new[] { "In Progress", "Waiting on Requestor" })
            await robin.PressAsync(filed, $"Move to {step}", $"moved this ticket to {step}");
        var form = await robin.AskForFormAsync($"move {filed.Number} to resolved", "Resolve ticket");
        var resolved = await robin.SubmitAsync(form, "resolved this ticket");
        await robin.PressAsync(resolved, "Move to Closed", "moved this ticket to Closed");
        Assert.Equal(filed.Number, (await robin.AskAsync("search status:closed created:today for:me", "any closed status")).Number);
    }

    [Scenario]
    public static async Task Update_assign_comment_and_link_an_asset(Chat chat)
    {
        var robin = chat.Technician();
        var number = (await Chat.TicketOfAsync(robin)).Number;
        await robin.AskAsync($"priority {number} high", "set the priority of this ticket to High");
        await robin.AskAsync($"due {number} tomorrow", "set the due date to");
        await robin.AskAsync($"assign {number} to Network", "assigned this ticket to Network");
        await robin.AskAsync($"comment {number} on it", $"{robin.Name} added a comment");
        await robin.AskAsync($"asset {number} MW10023", "linked a device to this ticket");
        var form = await robin.AskForFormAsync($"edit {number}", "Edit ticket");
        await form.TypeAsync("subject", "Projector lamp is dead");
        await robin.SubmitAsync(form, "changed this ticket: Subject.");
        Assert.True((await robin.AskAsync(number, $"#{number} Projector lamp is dead")).Says("Projector lamp is dead"));
    }

    [Scenario]
    public static async Task Attach_files_to_a_ticket(Chat chat)
    {
        var robin = chat.Technician();
        var filed = await Chat.TicketOfAsync(robin);
        await robin.ReadAfterAsync(
            () => robin.Client.SendFileAsync($"attach to {filed.Number}", "projector.png", [1, 2, 3]),
            "attached what they sent"
        );
        Assert.Equal(["projector.png"], await chat.District.FilesOfAsync(filed));
    }

    [Scenario]
    public static async Task Files_without_words_open_the_form_and_come_along(Chat chat)
    {
        var robin = chat.Technician();
        var form = await robin.FormAfterAsync(() => robin.Client.SendFileAsync("", "projector.png", [1, 2, 3]), "File a ticket");
        await form.SearchAsync("issue", "projector no pic");
        await form.TypeAsync("description", "It looks like this.");
        var filed = await robin.SubmitAsync(form, "is filed");
        Assert.Equal(["projector.png"], await chat.District.FilesOfAsync(filed));
    }

    private static async Task<string[]> FiledAsync(Someone person, int count)
    {
        var numbers = new string[count];
        for (var i = 0; i < count; i++)
            numbers[i] = (await Chat.TicketOfAsync(person)).Number;
        return numbers;
    }

    // Of one requester's tickets, which no other scenario uses, the matching ones are listed and the others are not.
    private static async Task FindsAsync(Someone who, Someone requester, string facets, string title, string[] found, string[] others) =>
        Shows(await who.AskAsync($"search {facets} for:{requester.Email}", title), found, others);

    private static void Shows(Post list, string[] found, string[] others)
    {
        foreach (var number in found)
            Assert.Contains($"#{number} ", list.Words, StringComparison.Ordinal);
        foreach (var number in others)
            Assert.DoesNotContain($"#{number} ", list.Words, StringComparison.Ordinal);
    }
}
