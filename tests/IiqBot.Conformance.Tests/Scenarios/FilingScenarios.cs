using IiqBot.Conformance.Tests.Driving;

namespace IiqBot.Conformance.Tests.Scenarios;

[Theme(1, "Filing")]
internal static class FilingScenarios
{
    private const string Urgent = "Urgent: it keeps people from working or learning";

    [Scenario]
    public static async Task A_line_that_leaves_no_doubt_files_a_ticket(Chat chat)
    {
        var dana = chat.Staff();
        var filed = await dana.AskAsync("new Projector in 204 shows no picture", "is filed");
        Assert.True(filed.Says("Projector › No picture") && filed.Says("204") && filed.Says(dana.Name));
        Assert.DoesNotContain("Take", filed.Buttons);
    }

    [Scenario]
    public static async Task A_form_files_a_ticket_with_issue_place_and_room_found_by_typing(Chat chat)
    {
        var dana = chat.Staff();
        var form = await dana.AskForFormAsync("new", "File a ticket");
        Assert.Contains("No picture", await form.SearchAsync("issue", "projector no pic"), StringComparison.Ordinal);
        Assert.Equal("Maplewood High School", await form.SearchAsync("location", "maplewood high"));
        Assert.Contains("204", await form.SearchAsync("room", "204"), StringComparison.Ordinal);
        await form.ChooseAsync("urgency", Urgent);
        await form.TypeAsync("description", "It hums, and the wall stays dark.");
        var filed = await dana.SubmitAsync(form, "is filed");
        Assert.True(filed.Says("It hums, and the wall stays dark.") && filed.Says("Urgent") && filed.Says("204"));
    }

    [Scenario]
    public static async Task A_line_with_a_doubt_opens_the_form_with_what_was_understood(Chat chat)
    {
        var dana = chat.Staff();
        var form = await dana.AskForFormAsync("new something smells of smoke in the library", "File a ticket");
        await form.SearchAsync("issue", "projector no pic");
        Assert.Equal("something smells of smoke in the library", form.ValueOf("description"));
        Assert.Equal("Maplewood High School", form.ValueOf("location"));
        await dana.SubmitAsync(form, "is filed");
    }

    [Scenario]
    public static async Task A_long_line_with_a_doubt_keeps_every_word_in_any_script(Chat chat)
    {
        var dana = chat.Staff();
        var words = string.Concat(Enumerable.Repeat("Größe ist 東京, ", 250))[..2990] + " das Ende";
        var form = await dana.AskForFormAsync($"new {words}", "File a ticket");
        await form.SearchAsync("issue", "projector no pic");
        Assert.Equal(words, form.ValueOf("description"));
    }

    [Scenario]
    public static async Task A_form_without_a_required_answer_is_not_sent(Chat chat)
    {
        var form = await chat.Staff().AskForFormAsync("new", "File a ticket");
        await Assert.ThrowsAsync<InvalidOperationException>(form.SubmitAsync);
    }

    [Scenario]
    public static async Task A_form_that_is_refused_says_why_at_the_field_and_keeps_what_was_typed(Chat chat)
    {
        var dana = chat.Staff();
        var form = await dana.AskForFormAsync("new", "File a ticket");
        var issue = await form.SearchAsync("issue", "projector no pic");
        await form.SearchAsync("room", "204");
        await form.SearchAsync("location", "technology center");
        await form.TypeAsync("description", "Dark & silent <since> Monday");
        await dana.SubmitInVainAsync(form, "That room is not in the building above");
        Assert.Equal("Dark & silent <since> Monday", form.ValueOf("description"));
        Assert.Equal(issue, form.ValueOf("issue"));
        Assert.Equal("Technology Center", form.ValueOf("location"));

        await form.SearchAsync("location", "maplewood high");
        await form.SearchAsync("room", "204");
        await dana.SubmitAsync(form, "is filed");
    }

    [Scenario]
    public static async Task A_ticket_filed_by_a_line_in_a_channel_is_answered_privately(Chat chat)
    {
        var (dana, kim) = (chat.Staff(), chat.Staff());
        var filed = await dana.AskAsync("new Projector in 204 shows no picture", "is filed", chat.Channel(dana, kim));
        Assert.False(filed.IsShared);
        await kim.Client.WaitUntilAsync(
            () => kim.Client.Posts.Any(post => post.IsShared && post.Says("Filed #")),
            "the ticket's number in the channel"
        );
        Assert.DoesNotContain(kim.Client.Posts, post => post.Raw.Contains("picture", StringComparison.OrdinalIgnoreCase));
    }

    [Scenario]
    public static async Task A_ticket_filed_by_a_form_in_a_channel_is_answered_privately(Chat chat)
    {
        var (dana, kim) = (chat.Staff(), chat.Staff());
        var form = await dana.AskForFormAsync("new", "File a ticket", chat.Channel(dana, kim));
        await form.SearchAsync("issue", "projector no pic");
        await form.TypeAsync("description", "Timmy sat on it.");
        var filed = await dana.SubmitAsync(form, "is filed");
        Assert.False(filed.IsShared);
        Assert.DoesNotContain(kim.Client.Posts, post => post.Raw.Contains("Timmy", StringComparison.OrdinalIgnoreCase));
    }
}
