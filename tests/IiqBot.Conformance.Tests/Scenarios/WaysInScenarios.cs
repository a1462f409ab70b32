using System.Text.Json.Nodes;
using IiqBot.Conformance.Tests.Driving;
using IiqBot.Conformance.Tests.OnSlack;
using IiqBot.Conformance.Tests.OnTeams;
using IiqBot.Sandbox.Faults;

namespace IiqBot.Conformance.Tests.Scenarios;

/// <summary>What only one platform has. Each scenario says why the other one lacks it, and what replaces it there.</summary>
[Theme(8, "Ways in that only one platform has")]
internal static class WaysInScenarios
{
    private const string Extensions =
        "Teams' counterpart is a message extension, which its app does not have yet; the typed lines do the same.";
    private const string NoCommands =
        "Teams has no slash commands for bots; the same lines are typed to the bot, in a channel behind a mention.";
    private const string NoHome =
        "A personal tab in Teams is a web page with a sign-in of its own, nothing a bot can draw; the same lists are one line or button away.";

    [Scenario(NotOnTeams = NoCommands)]
    public static async Task A_slash_command_is_answered_for_the_asker_alone_wherever_it_is_typed(Chat chat)
    {
        var (dana, kim) = (chat.Staff(), chat.Staff());
        var channel = (SlackRoom)chat.Channel(dana, kim);
        var filed = await dana.ReadAfterAsync(
            () => Slack(dana).Client.CommandAsync(channel.Channel, "/iiq", "new Projector in 204 shows no picture"),
            "is filed"
        );
        Assert.False(filed.IsShared);
        var form = await FormAsync(dana, () => Slack(dana).Client.CommandAsync(channel.Channel, "/iiq", "new"), "File a ticket");
        await form.SearchAsync("issue", "projector no pic");
        await form.TypeAsync("description", "And another one.");
        Assert.False((await dana.SubmitAsync(form, "is filed")).IsShared);
    }

    [Scenario(NotOnTeams = NoCommands)]
    public static async Task Filing_by_slash_command_while_the_token_is_refused_uses_one_private_card(Chat chat)
    {
        var dana = chat.Staff();
        var channel = (SlackRoom)chat.Channel(dana, chat.Staff());
        await dana.LoadsTheListsAsync();
        chat.District.Control.Add(new Fault(FaultKind.InvalidToken));
        var saved = await dana.ReadAfterAsync(
            () => Slack(dana).Client.CommandAsync(channel.Channel, "/iiq", "new Projector in 204 shows no picture"),
            "saved and will be filed when it's back"
        );
        await dana.SeesOneNoticeBecomeTheTicketAsync(saved, chat.District);
    }

    [Scenario(NotOnTeams = NoCommands)]
    public static async Task A_form_sent_while_Incident_IQ_lets_nobody_in_says_where_the_ticket_will_stand(Chat chat)
    {
        var dana = chat.Staff();
        var channel = (SlackRoom)chat.Channel(dana, chat.Staff());
        var form = await FormAsync(dana, () => Slack(dana).Client.CommandAsync(channel.Channel, "/iiq", "new"), "File a ticket");
        await form.SearchAsync("issue", "projector no pic");
        await form.TypeAsync("description", "By the form.");
        chat.District.Control.Add(new Fault(FaultKind.InvalidToken));
        var saved = await dana.SubmitAsync(form, "saved and will be filed when it's back");
        await dana.Client.WaitUntilAsync(
            () => dana.Client.Aside.Contains("in our direct message", StringComparison.Ordinal),
            "word in the modal"
        );
        Assert.DoesNotContain("this message will turn into", dana.Client.Aside, StringComparison.Ordinal);
        chat.District.Control.ClearFaults();
        await dana.SeesAsync(saved, "is filed");
    }

    [Scenario(NotOnTeams = Extensions)]
    public static async Task A_global_shortcut_opens_the_form_for_a_new_ticket(Chat chat)
    {
        var dana = chat.Staff();
        var form = await FormAsync(dana, () => Slack(dana).Client.ShortcutAsync("ticket.file"), "File a ticket");
        await form.SearchAsync("issue", "projector no pic");
        await form.TypeAsync("description", "By the shortcut.");
        await dana.SubmitAsync(form, "is filed");
    }

    [Scenario(NotOnTeams = Extensions)]
    public static async Task A_message_becomes_a_ticket_for_its_author(Chat chat)
    {
        var (dana, robin, kim) = (chat.Staff(), chat.Technician(), chat.Staff());
        var channel = (SlackRoom)chat.Channel(dana, robin, kim);
        var slack = ((SlackPlatform)chat.Platform).Slack;
        var photo = slack.AddFile(Slack(dana).Client.Person, "projector.png", "image/png", [1, 2, 3]);
        var message = slack.AddMessage(channel.Channel, Slack(dana).Client.Person, "The projector in 204 shows no picture", files: [photo]);
        var form = await FormAsync(robin, () => Slack(robin).Client.MessageShortcutAsync(message, "message.file"), "File a ticket");
        Assert.Contains($"The ticket will be for {dana.Name}", form.Words, StringComparison.Ordinal);
        Assert.Contains(slack.PermalinkOf(message), form.ValueOf("description"), StringComparison.Ordinal);
        var filed = await robin.SubmitAsync(form, "is filed");
        Assert.True(filed.Says(slack.PermalinkOf(message)) && filed.Says("projector.png"));
        Assert.Equal(["projector.png"], await chat.District.FilesOfAsync(filed));
        await dana.AskAsync("my tickets", "The projector in 204 shows no picture");

        // A colleague also files it for its author, or chooses otherwise.
        var colleagues = await FormAsync(kim, () => Slack(kim).Client.MessageShortcutAsync(message, "message.file"), "File a ticket");
        Assert.Equal(dana.Name, colleagues.ValueOf("requester"));
        Assert.True((await kim.SubmitAsync(colleagues, "is filed")).Says(dana.Name));
        var own = await FormAsync(kim, () => Slack(kim).Client.MessageShortcutAsync(message, "message.file"), "File a ticket");
        await own.ChooseAsync("requester", $"{kim.Name} (you)");
        Assert.True((await kim.SubmitAsync(own, "is filed")).Says(kim.Name));
    }

    [Scenario(NotOnTeams = "Teams tells a bot only of reactions to the bot's own messages.")]
    public static async Task A_reaction_on_a_message_offers_to_file_it(Chat chat)
    {
        var (dana, robin) = (chat.Staff(), chat.Technician());
        var channel = (SlackRoom)chat.Channel(dana, robin);
        var slack = ((SlackPlatform)chat.Platform).Slack;
        var words = "The projector in 204 shows no picture. " + string.Concat(Enumerable.Repeat("Größe ist 東京. ", 150));
        var message = slack.AddMessage(channel.Channel, Slack(dana).Client.Person, words);
        var offer = await robin.ReadAfterAsync(
            () => Slack(robin).Client.ReactAsync(message, "ticket"),
            $"The ticket will be for {dana.Name}"
        );
        Assert.False(offer.IsShared);
        var form = await robin.PressForFormAsync(offer, "Open form", "File a ticket");
        Assert.Contains($"The ticket will be for {dana.Name}", form.Words, StringComparison.Ordinal);
        Assert.Contains(words.Trim(), form.ValueOf("description"), StringComparison.Ordinal);
        Assert.Contains(slack.PermalinkOf(message), form.ValueOf("description"), StringComparison.Ordinal);
        await robin.SubmitAsync(form, "is filed");
        await dana.AskAsync("my tickets", "The projector in 204 shows no picture");
    }

    [Scenario(NotOnTeams = NoHome)]
    public static async Task The_home_tab_shows_what_is_mine_and_follows_what_changes(Chat chat)
    {
        var dana = chat.Staff();
        await OpensHomeAsync(dana, "You have no open tickets");
        var filed = await Chat.TicketOfAsync(dana);
        await SeesAtHomeAsync(dana, $"#{filed.Number}");
    }

    [Scenario(NotOnTeams = NoHome)]
    public static async Task The_home_tab_follows_what_others_do(Chat chat)
    {
        var (dana, robin, kim) = (chat.Staff(), chat.Technician(), chat.Technician());
        var channel = (SlackRoom)chat.Channel(dana, kim);
        var filed = await dana.ReadAfterAsync(
            () => Slack(dana).Client.CommandAsync(channel.Channel, "/iiq", "new Projector in 204 shows no picture"),
            "is filed"
        );
        await OpensHomeAsync(dana, $"#{filed.Number}");
        await OpensHomeAsync(robin, "No open ticket is assigned to you");

        await robin.AskAsync($"take {filed.Number}", "took this ticket");
        await SeesAtHomeAsync(robin, $"#{filed.Number}");
        await kim.AskAsync($"take {filed.Number}", $"took this ticket over from {robin.Name}");
        await SeesAtHomeAsync(robin, "No open ticket is assigned to you");
        await kim.AskAsync($"close {filed.Number}, replaced the cable", "resolved this ticket");
        await SeesAtHomeAsync(dana, "You have no open tickets");
    }

    [Scenario(NotOnTeams = NoHome)]
    public static async Task The_home_tab_leads_to_settings_and_they_are_changed_there(Chat chat)
    {
        var dana = chat.Staff();
        var slack = Slack(dana).Client;
        await slack.OpenHomeAsync();
        await dana.Client.WaitUntilAsync(() => slack.Home is not null, "home tab");
        await slack.PressAsync(slack.Home!, "Settings");
        await dana.Client.WaitUntilAsync(
            () => slack.View?.Words.Contains("Maplewood High School (your account's)", StringComparison.Ordinal) == true,
            "settings"
        );
        var form = await FormAsync(dana, () => slack.PressAsync(slack.View!, "Change"), "Your default place");
        await form.SearchAsync("location", "technology center");
        await dana.HearAfterAsync(form.SubmitAsync, "Your default place is saved");
        Assert.Contains("Technology Center", (await dana.AskAsync("settings", "Your settings")).Words, StringComparison.Ordinal);
    }

    [Scenario(
        NotOnTeams = "Teams asks only message extensions for previews of links, and its app does not have one yet; mentioning the bot with the link shows the ticket."
    )]
    public static async Task A_link_to_a_ticket_gets_a_preview_with_the_minimum(Chat chat)
    {
        var (robin, kim) = (chat.Technician(), chat.Technician());
        foreach (var isMember in new[] { true, false })
        {
            var channel = ((SlackRoom)chat.Channel(robin, kim)).Channel;
            channel.HasBot = isMember;
            var filed = await Chat.TicketOfAsync(robin, "new Projector in 204 shows no picture since Timmy dropped it");
            var link = new UriBuilder(filed.LinkOf("Open in Incident IQ")!)
            {
                Scheme = "https",
                Host = "maplewood.incidentiq.com",
                Port = -1,
            }
                .Uri
                .AbsoluteUri;
            await Slack(robin).Client.SayAsync(channel, $"see <{link}>");
            var message = channel.Messages[^1];
            await ShowsAsync($"#{filed.Number}");
            Assert.DoesNotContain(kim.Name, message.Unfurls.Values.Single().GetRawText(), StringComparison.Ordinal);

            // The person who presses gets a private answer, with the details as well; then the shared card is redrawn.
            var taken = await kim.ReadAfterAsync(
                () => Slack(kim).Client.PressPreviewAsync(message, link, "Take"),
                $"{kim.Name} took this ticket"
            );
            Assert.False(taken.IsShared);
            await ShowsAsync(kim.Name);
            Assert.False((await kim.ReadAfterAsync(() => Slack(kim).Client.PressPreviewAsync(message, link, "Details"), "Timmy")).IsShared);
            Assert.All(channel.Messages, shown => Assert.True(shown == message || shown.OnlyFor == Slack(kim).Client.Person));

            async Task ShowsAsync(string words)
            {
                await robin.Client.WaitUntilAsync(
                    () => message.Unfurls.Values.Any(preview => preview.GetRawText().Contains(words, StringComparison.Ordinal)),
                    $"a preview with '{words}'"
                );
                Assert.DoesNotContain("Timmy", message.Unfurls.Values.Single().GetRawText(), StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Scenario(NotOnSlack = "Slack does not tell an app that it was added for a person; the Home tab greets them instead.")]
    public static async Task Whoever_installs_the_bot_is_welcomed(Chat chat)
    {
        var dana = chat.Staff();
        var teams = ((TeamsPlatform)chat.Platform).Teams;
        var welcome = await dana.ReadAfterAsync(
            () => teams.InstallAsync(((TeamsRoom)dana.Own).Conversation, ((TeamsClient)dana.Client).Person),
            $"Hi {dana.Name}!"
        );
        Assert.Contains("File a ticket", welcome.Buttons);
    }

    [Scenario(NotOnSlack = "Slack's buttons have one form, which every client knows.")]
    public static async Task An_old_client_that_only_knows_submit_buttons_can_press_them_all_the_same(Chat chat)
    {
        var robin = chat.Technician();
        var filed = (TeamsPost)await Chat.TicketOfAsync(robin);
        var teams = ((TeamsPlatform)chat.Platform).Teams;
        await robin.ReadAfterAsync(
            () =>
                teams.SubmitAsync(
                    filed.Room.Conversation,
                    filed.Viewer,
                    filed.Message.Id,
                    new JsonObject { ["_verb"] = "ticket.take" },
                    "Take"
                ),
            "took this ticket"
        );
    }

    private static SlackUser Slack(Someone person) => (SlackUser)person.Client;

    private static async Task OpensHomeAsync(Someone person, string words)
    {
        await Slack(person).Client.OpenHomeAsync();
        await SeesAtHomeAsync(person, words);
    }

    private static Task SeesAtHomeAsync(Someone person, string words) =>
        person.Client.WaitUntilAsync(
            () => Slack(person).Client.Home?.Words.Contains(words, StringComparison.Ordinal) == true,
            $"'{words}' on the home tab of {person.Name}"
        );

    private static async Task<Dialog> FormAsync(Someone person, Func<Task> act, string title)
    {
        await act();
        await person.Client.WaitUntilAsync(() => person.Client.FindForm(title) is not null, $"form '{title}'");
        return person.Client.FindForm(title)!;
    }
}
