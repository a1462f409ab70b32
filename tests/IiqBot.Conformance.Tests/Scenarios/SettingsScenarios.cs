using IiqBot.Conformance.Tests.Driving;

namespace IiqBot.Conformance.Tests.Scenarios;

/// <summary>The settings of people.</summary>
[Theme(7, "Settings of one's own")]
internal static class SettingsScenarios
{
    [Scenario]
    public static async Task A_usual_place_is_chosen_in_a_form_and_new_tickets_begin_there(Chat chat)
    {
        var dana = chat.Staff();
        var settings = await dana.AskAsync("settings", "Maplewood High School (your account's)");
        Assert.DoesNotContain("Reset", settings.Buttons);
        var form = await dana.PressForFormAsync(settings, "Change", "Your default place");
        Assert.Equal("Technology Center", await form.SearchAsync("location", "technology center"));
        var saved = await dana.SubmitAsync(form, "Your default place is saved");
        Assert.True(saved.Says("Technology Center") && !saved.IsShared);

        Assert.Equal("Technology Center", (await FilledAsync(dana)).ValueOf("location"));
        Assert.True((await dana.AskAsync("new Projector shows no picture", "is filed")).Says("Technology Center"));
    }

    [Scenario]
    public static async Task A_usual_room_is_found_by_typing_and_a_room_in_a_line_wins_over_it(Chat chat)
    {
        var dana = chat.Staff();
        var form = await dana.PressForFormAsync(await dana.AskAsync("my settings", "Your settings"), "Change", "Your default place");
        var room = await form.SearchAsync("room", "computer lab");
        await dana.SubmitAsync(form, room);

        Assert.Equal(room, (await FilledAsync(dana)).ValueOf("room"));
        Assert.True((await dana.AskAsync("new Projector shows no picture", "is filed")).Says(room));
        var named = await dana.AskAsync("new Projector in 204 shows no picture", "is filed");
        Assert.True(named.Says("204") && !named.Says(room));
    }

    [Scenario]
    public static async Task A_usual_room_in_another_building_is_refused_at_its_field(Chat chat)
    {
        var dana = chat.Staff();
        var form = await dana.PressForFormAsync(await dana.AskAsync("settings", "Your settings"), "Change", "Your default place");
        await form.SearchAsync("room", "204");
        await form.SearchAsync("location", "technology center");
        await dana.SubmitInVainAsync(form, "That room is not in the building above");
        Assert.Equal("Technology Center", form.ValueOf("location"));

        await form.SearchAsync("location", "maplewood high");
        await form.SearchAsync("room", "204");
        await dana.SubmitAsync(form, "Your default place is saved");
    }

    [Scenario]
    public static async Task What_was_set_is_forgotten_at_a_press(Chat chat)
    {
        var dana = chat.Staff();
        var form = await dana.PressForFormAsync(await dana.AskAsync("settings", "Your settings"), "Change", "Your default place");
        await form.SearchAsync("location", "technology center");
        var saved = await dana.SubmitAsync(form, "Your default place is saved");
        var forgotten = await dana.PressAsync(saved, "Reset", "Reset to your account's location");
        Assert.True(forgotten.Says("Maplewood High School (your account's)"));
        Assert.Equal("Maplewood High School", (await FilledAsync(dana)).ValueOf("location"));
    }

    [Scenario]
    public static async Task Settings_asked_for_in_a_channel_come_privately(Chat chat)
    {
        var (dana, kim) = (chat.Staff(), chat.Staff());
        Assert.False((await dana.AskAsync("settings", "Your settings", chat.Channel(dana, kim))).IsShared);
        Assert.DoesNotContain(kim.Client.Posts, post => post.Raw.Contains("Maplewood High School", StringComparison.Ordinal));
    }

    // Everything that a ticket needs except its place.
    private static async Task<Dialog> FilledAsync(Someone person)
    {
        var form = await person.AskForFormAsync("new", "File a ticket");
        await form.SearchAsync("issue", "projector no pic");
        await form.TypeAsync("description", "It hums.");
        return form;
    }
}
