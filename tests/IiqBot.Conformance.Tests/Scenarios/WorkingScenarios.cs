using IiqBot.Conformance.Tests.Driving;

namespace IiqBot.Conformance.Tests.Scenarios;

[Theme(3, "Working on a ticket")]
internal static class WorkingScenarios
{
    [Scenario]
    public static async Task A_technician_takes_a_ticket_and_another_takes_it_over(Chat chat)
    {
        var (robin, kim) = (chat.Technician(), chat.Technician());
        var filed = await Chat.TicketOfAsync(robin);
        await robin.PressAsync(filed, "Take", $"{robin.Name} took this ticket");
        await kim.AskAsync($"take {filed.Number}", $"{kim.Name} took this ticket over from {robin.Name}");
    }

    [Scenario]
    public static async Task A_change_is_seen_on_the_cards_of_others(Chat chat)
    {
        var (dana, robin) = (chat.Staff(), chat.Technician());
        var filed = await Chat.TicketOfAsync(dana);
        await robin.AskAsync($"take {filed.Number}", "took this ticket");
        await dana.SeesAsync(filed, robin.Name);
    }

    [Scenario]
    public static async Task A_button_does_nothing_yet_when_the_ticket_was_changed_in_Incident_IQ(Chat chat)
    {
        var robin = chat.Technician();
        var filed = await Chat.TicketOfAsync(robin);
        var card = await robin.AskAsync($"show {filed.Number}", "Projector in 204");
        await chat.District.MarkUrgentAsync(card);
        var told = await robin.PressAsync(card, "Take", "I did nothing yet");
        Assert.True(told.Says("Urgent"));
        await robin.PressAsync(told, "Take", $"{robin.Name} took this ticket");
    }

    [Scenario]
    public static async Task A_ticket_is_assigned_to_a_team_by_a_line(Chat chat)
    {
        var robin = chat.Technician();
        var filed = await Chat.TicketOfAsync(robin);
        Assert.True((await robin.AskAsync($"assign {filed.Number} to Network", "assigned this ticket to Network")).Says("Network"));
    }

    [Scenario]
    public static async Task A_ticket_is_assigned_to_whom_a_line_mentions_and_texts_hold_names(Chat chat)
    {
        var (robin, kim) = (chat.Technician(), chat.OldHand());
        var filed = await Chat.TicketOfAsync(robin, $"new Projector in 204 shows no picture, says {kim.Client.Mention}");
        Assert.True(filed.Says(kim.Name));
        await robin.AskAsync(
            $"assign {filed.Number} to {kim.Client.Mention}",
            $"assigned this ticket to {kim.Name}",
            chat.Channel(robin, kim)
        );
    }

    [Scenario]
    public static async Task A_ticket_is_assigned_to_a_technician_by_a_form(Chat chat)
    {
        var (robin, other) = (chat.Technician(), chat.District.Technician);
        var form = await robin.PressForFormAsync(await Chat.TicketOfAsync(robin), "Assign", "Assign ticket");
        Assert.Equal(other, await form.SearchAsync("assignee", other));
        await robin.SubmitAsync(form, $"{robin.Name} assigned this ticket to {other}");
    }

    [Scenario]
    public static async Task A_name_that_nobody_has_is_asked_for_again(Chat chat)
    {
        var robin = chat.Technician();
        var filed = await Chat.TicketOfAsync(robin);
        var form = await robin.AskForFormAsync($"assign {filed.Number} to Xylophone", "Assign ticket");
        await form.SearchAsync("assignee", "Device Repair");
        await robin.SubmitAsync(form, "assigned this ticket to Device Repair");
    }

    [Scenario]
    public static async Task A_technician_is_taken_off_a_ticket(Chat chat)
    {
        var robin = chat.Technician();
        var filed = await Chat.TicketOfAsync(robin);
        await robin.PressAsync(filed, "Take", "took this ticket");
        await robin.PressAsync(filed, "Unassign", $"{robin.Name} unassigned");
    }

    [Scenario]
    public static async Task A_comment_by_line_or_form_is_read_by_everybody_on_the_ticket(Chat chat)
    {
        var (dana, robin) = (chat.Staff(), chat.Technician());
        var filed = await Chat.TicketOfAsync(dana);
        await dana.AskAsync($"comment {filed.Number} it works again", $"{dana.Name} added a comment");
        var card = await robin.AskAsync($"show {filed.Number}", "Projector in 204");
        var form = await robin.PressForFormAsync(card, "Comment", "Comment on ticket");
        await form.TypeAsync("text", "I will look in anyway.");
        await robin.SubmitAsync(form, $"{robin.Name} added a comment");
        var history = await dana.PressAsync(filed, "History", "History of");
        Assert.True(history.Says("it works again") && history.Says("I will look in anyway."));
    }

    [Scenario]
    public static async Task A_private_note_by_line_or_form_is_read_by_technicians_only(Chat chat)
    {
        var (dana, robin) = (chat.Staff(), chat.Technician());
        var filed = await Chat.TicketOfAsync(dana);
        await robin.AskAsync($"note {filed.Number} part ordered", "added a private note");
        var form = await robin.AskForFormAsync($"comment {filed.Number}", "Comment on ticket");
        await form.TypeAsync("text", "warranty is over");
        await form.ChooseAsync("visibility", "Only technicians (private note)");
        await robin.SubmitAsync(form, "added a private note");
        var theirs = await robin.AskAsync($"history {filed.Number}", "History of");
        Assert.True(theirs.Says("part ordered") && theirs.Says("warranty is over") && theirs.Says("Private note"));
        var hers = await dana.AskAsync($"history {filed.Number}", "History of");
        Assert.False(hers.Says("part ordered") || hers.Says("warranty is over"));
    }

    [Scenario]
    public static async Task A_ticket_moves_along_its_workflow_by_button_form_and_line(Chat chat)
    {
        var robin = chat.Technician();
        var filed = await Chat.TicketOfAsync(robin);
        await robin.PressAsync(filed, "Move to In Progress", "moved this ticket to In Progress");
        var form = await robin.AskForFormAsync($"move {filed.Number}", "Change status");
        await form.ChooseAsync("step", "Escalated to Vendor");
        await robin.SubmitAsync(form, "moved this ticket to Escalated to Vendor");
        await robin.AskAsync($"move {filed.Number} to waiting", "moved this ticket to Waiting on Requestor");
    }

    [Scenario]
    public static async Task A_status_that_the_workflow_does_not_allow_next_is_refused_with_those_it_does(Chat chat)
    {
        var robin = chat.Technician();
        var filed = await Chat.TicketOfAsync(robin);
        Assert.True(
            (await robin.AskAsync($"move {filed.Number} to sleeping", "sleeping is not a next step")).Says(
                "In Progress, Waiting on Requestor"
            )
        );
    }

    [Scenario]
    public static async Task A_ticket_is_resolved_with_a_note_and_a_reason(Chat chat)
    {
        var (dana, robin) = (chat.Staff(), chat.Technician());
        var filed = await Chat.TicketOfAsync(dana);
        var form = await robin.PressForFormAsync(
            await robin.AskAsync($"show {filed.Number}", "Projector in 204"),
            "Resolve",
            "Resolve ticket"
        );
        Assert.NotEmpty(form.ValueOf("reason"));
        await form.TypeAsync("note", "Replaced the cable.");
        await robin.SubmitAsync(form, "resolved this ticket, with a note to the requester");
        Assert.True((await dana.AskAsync($"history {filed.Number}", "History of")).Says("Replaced the cable."));
    }

    [Scenario]
    public static async Task A_ticket_is_resolved_by_a_line_and_reopened_by_its_requester(Chat chat)
    {
        var (dana, robin) = (chat.Staff(), chat.Technician());
        var filed = await Chat.TicketOfAsync(dana);
        await robin.AskAsync($"close {filed.Number}, replaced the cable", "resolved this ticket, with a note");
        await dana.AskAsync($"reopen {filed.Number}", $"{dana.Name} reopened this ticket");
    }

    [Scenario]
    public static async Task A_requester_withdraws_a_ticket(Chat chat)
    {
        var dana = chat.Staff();
        var filed = await Chat.TicketOfAsync(dana);
        var form = await dana.PressForFormAsync(filed, "Cancel ticket", "Cancel ticket");
        Assert.Contains("closed as canceled", form.Words, StringComparison.Ordinal);
        await dana.SubmitAsync(form, $"{dana.Name} canceled this ticket");
        Assert.Contains("Reopen", filed.Buttons);
    }

    [Scenario]
    public static async Task A_priority_is_set_by_line_and_by_form(Chat chat)
    {
        var robin = chat.Technician();
        var filed = await Chat.TicketOfAsync(robin);
        await robin.AskAsync($"priority {filed.Number} high", "set the priority of this ticket to High");
        var form = await robin.PressForFormAsync(filed, "Priority", "Set priority");
        await form.ChooseAsync("level", "Critical");
        await robin.SubmitAsync(form, "set the priority of this ticket to Critical");
    }

    [Scenario]
    public static async Task A_due_date_is_set_and_taken_off_and_one_that_makes_no_sense_is_asked_for_again(Chat chat)
    {
        var robin = chat.Technician();
        var filed = await Chat.TicketOfAsync(robin);
        var form = await robin.AskForFormAsync($"due {filed.Number} when pigs fly", "Set due date");
        Assert.Contains("I don't know the date \"when pigs fly\"", form.Words, StringComparison.Ordinal);
        await form.TypeAsync("when", chat.District.InTwoDays);
        await robin.SubmitAsync(form, "set the due date to");
        await robin.AskAsync($"due {filed.Number} never", "removed the due date");
    }

    [Scenario]
    public static async Task A_device_is_linked_by_its_tag_and_an_unknown_tag_is_asked_for_again(Chat chat)
    {
        var robin = chat.Technician();
        var filed = await Chat.TicketOfAsync(robin);
        var form = await robin.PressForFormAsync(filed, "Link a device", "Link a device");
        await form.TypeAsync("tag", "MW-NONE");
        await robin.SubmitInVainAsync(form, "I find no device with the tag \"MW-NONE\"");
        await form.TypeAsync("tag", "MW10007");
        await robin.SubmitAsync(form, "linked a device to this ticket");
        await robin.AskAsync($"asset {filed.Number} MW10007", "is already linked to this ticket");
    }

    [Scenario]
    public static async Task A_change_is_taken_back_by_who_made_it(Chat chat)
    {
        var robin = chat.Technician();
        var filed = await Chat.TicketOfAsync(robin);
        await robin.PressAsync(filed, "Move to In Progress", "moved this ticket to In Progress");
        await robin.PressAsync(filed, "Move to Waiting on Requestor", "moved this ticket to Waiting on Requestor");
        await robin.PressAsync(filed, "Undo", $"{robin.Name} undid the last change");
        Assert.True((await robin.AskAsync($"show {filed.Number}", "Projector in 204")).Says("In Progress"));
        await robin.PressAsync(filed, "Take", "took this ticket");
        await robin.PressAsync(filed, "Undo", $"{robin.Name} undid the last change");
        await robin.AskAsync("assigned to me", "No open ticket is assigned to you");
    }

    [Scenario]
    public static async Task A_press_on_a_card_that_is_no_longer_true_does_nothing_and_says_who_changed_what(Chat chat)
    {
        var (robin, kim) = (chat.Technician(), chat.Technician());
        var filed = await Chat.TicketOfAsync(robin);
        var press = robin.Client.Aim(filed, "Take");
        await kim.AskAsync($"move {filed.Number} to in progress", "moved this ticket to In Progress");
        await robin.ReadAfterAsync(press, $"This ticket changed, so I did nothing yet. {kim.Name} moved this ticket to In Progress.");
        await robin.AskAsync("assigned to me", "No open ticket is assigned to you");
    }

    [Scenario]
    public static async Task Of_two_presses_at_once_one_counts(Chat chat)
    {
        var (robin, kim) = (chat.Technician(), chat.Technician());
        var filed = await Chat.TicketOfAsync(robin);
        var other = await kim.AskAsync($"show {filed.Number}", "Projector in 204");
        const string Route = "POST /api/v1.0/tickets/{ticketId}/assign";
        var before = chat.District.Control.Calls.GetValueOrDefault(Route);
        await Task.WhenAll(robin.PressAsync(filed, "Take", "took this ticket"), kim.PressAsync(other, "Take", "took this ticket"));
        Assert.Equal(before + 1, chat.District.Control.Calls.GetValueOrDefault(Route));
    }
}
