using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq.Lookups;
using static IiqBot.Core.Tests.District.TestDistrict;

namespace IiqBot.Core.Tests.Settings;

/// <summary>A person's own settings: shown only to them, changed with a form, cleared with a press.</summary>
public sealed class SettingsTests : DistrictTest
{
    private Conversation Chat => District.ChatOf(Requester);

    [Theory]
    [InlineData("settings")]
    [InlineData("my settings")]
    [InlineData("Preferences")]
    public async Task Without_settings_the_card_shows_the_accounts_location(string line)
    {
        var answer = await Chat.Types(line);

        Assert.True(answer.IsPrivate());
        Assert.Equal(Texts.SettingsOfAccount.With(High.Name), answer.FactOf(Texts.FactUsualLocation));
        Assert.Equal(Texts.SettingsNoRoom, answer.FactOf(Texts.FactUsualRoom));
        Assert.Contains(answer.Card().Body, part => part is CardElement.Paragraph { Text: var text } && text == Texts.SettingsMeaningUnset);
        Assert.Equal([Texts.ActionChangePlace, Texts.ActionMyAccount, Texts.ActionHelp], answer.Labels());
        Assert.Equal(0, Site.Calls);
    }

    [Fact]
    public async Task The_card_says_if_a_person_has_no_location_at_all() =>
        Assert.Equal(Texts.SettingsNoLocation, (await District.ChatOf(Stranger).Types("settings")).FactOf(Texts.FactUsualLocation));

    [Fact]
    public async Task A_chosen_place_is_shown_on_the_card_and_in_the_form()
    {
        var answer = await ChoosesAsync(Chat, Oak, OakRoom);

        Assert.IsType<BotResponse.ReplaceCard>(answer);
        Assert.Equal(Texts.SettingsSaved, answer.Notice());
        Assert.Equal((Oak.Name, OakRoom.Name), (answer.FactOf(Texts.FactUsualLocation), answer.FactOf(Texts.FactUsualRoom)));
        Assert.Equal([Texts.ActionChangePlace, Texts.ActionForgetPlace, Texts.ActionMyAccount, Texts.ActionHelp], answer.Labels());
        var form = (await Chat.Presses(answer.Button(Texts.ActionChangePlace))).OpenedForm();
        Assert.Equal((Oak.Name, OakRoom.Name), (Chosen(form, "location"), Chosen(form, "room")));
        Assert.Equal(Oak.Name, (await Chat.Presses(form.Back!)).FactOf(Texts.FactUsualLocation));
        Assert.Equal(
            new PersonalSettings(Oak.Id, OakRoom.Id),
            await District.Get<IPersonalSettings>().FindAsync(Requester.Id, TestContext.Current.CancellationToken)
        );
        Assert.Equal(0, Site.Calls);
    }

    [Fact]
    public async Task Settings_apply_on_every_platform_and_only_to_their_owner()
    {
        District.Directory.Platform = "one";
        await ChoosesAsync(Chat, Oak, null);

        District.Directory.Platform = "another";

        Assert.Equal(Oak.Name, (await Chat.Types("settings")).FactOf(Texts.FactUsualLocation));
        Assert.Equal(
            Texts.SettingsOfAccount.With(High.Name),
            (await District.ChatOf(Technician).Types("settings")).FactOf(Texts.FactUsualLocation)
        );
    }

    [Fact]
    public async Task A_room_alone_belongs_to_the_accounts_location()
    {
        var answer = await ChoosesAsync(Chat, null, Room204);

        Assert.Equal(
            (Texts.SettingsOfAccount.With(High.Name), Room204.Name),
            (answer.FactOf(Texts.FactUsualLocation), answer.FactOf(Texts.FactUsualRoom))
        );
    }

    [Fact]
    public async Task An_empty_form_returns_to_the_accounts_location()
    {
        await ChoosesAsync(Chat, Oak, OakRoom);

        var answer = await Chat.Sends(Verbs.ChangeSettings, Conversation.Filled(await FormAsync(Chat), ("location", ""), ("room", "")));

        Assert.Equal(Texts.SettingsOfAccount.With(High.Name), answer.FactOf(Texts.FactUsualLocation));
        Assert.DoesNotContain(Texts.ActionForgetPlace, answer.Labels());
    }

    [Theory]
    [InlineData("Oak Elementary", "204", "room", nameof(Texts.FieldRoomElsewhere))]
    [InlineData("", "101", "room", nameof(Texts.FieldRoomWithoutLocation))]
    [InlineData("Hogwarts", "204", "location", nameof(Texts.FieldNotChosen))]
    public async Task A_wrong_answer_is_reported_at_its_field_and_nothing_is_saved(string location, string room, string field, string text)
    {
        var again = (await Chat.Sends(await FormAsync(Chat), ("location", location), ("room", room))).FormAgain();

        Assert.Equal(Texts.ResourceManager.GetString(text, null), Assert.Single(again.Errors, error => error.Key == field).Value);
        Assert.Single(again.Errors);
        Assert.Equal(location == Oak.Name ? Oak.Name : null, Chosen(again, "location"));
        Assert.Equal(
            PersonalSettings.None,
            await District.Get<IPersonalSettings>().FindAsync(Requester.Id, TestContext.Current.CancellationToken)
        );

        await Chat.Sends(again, ("location", High.Name), ("room", Room204.Name));
        Assert.Equal(
            new PersonalSettings(High.Id, Room204.Id),
            await District.Get<IPersonalSettings>().FindAsync(Requester.Id, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task A_room_is_dropped_if_the_new_school_has_none_of_that_name()
    {
        await ChoosesAsync(Chat, Oak, OakRoom);

        var answer = await Chat.Sends(await FormAsync(Chat), ("location", High.Name));

        Assert.Equal((High.Name, Texts.SettingsNoRoom), (answer.FactOf(Texts.FactUsualLocation), answer.FactOf(Texts.FactUsualRoom)));
    }

    [Fact]
    public async Task A_room_is_not_swapped_for_one_of_the_same_name_in_another_school()
    {
        Site.Lookups.Setup(l => l.RoomsAsync(Oak.Id, It.IsAny<CancellationToken>())).ReturnsAsync([new Room(Id(23), Oak.Id, Room204.Name)]);
        await ChoosesAsync(Chat, null, Room204);

        var again = (await Chat.Sends(await FormAsync(Chat), ("location", Oak.Name))).FormAgain();

        Assert.Equal(Texts.FieldRoomNamesake.With(Room204.Name), again.Errors["room"]);
        Assert.Equal(Texts.SettingsSaved, (await Chat.Sends(again)).Notice());
    }

    [Fact]
    public async Task A_press_clears_the_settings()
    {
        var set = await ChoosesAsync(Chat, Oak, OakRoom);

        var answer = await Chat.Presses(set.Button(Texts.ActionForgetPlace));

        Assert.IsType<BotResponse.ReplaceCard>(answer);
        Assert.Equal(Texts.SettingsForgotten, answer.Notice());
        Assert.Equal(Texts.SettingsOfAccount.With(High.Name), answer.FactOf(Texts.FactUsualLocation));
        Assert.Equal(
            PersonalSettings.None,
            await District.Get<IPersonalSettings>().FindAsync(Requester.Id, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task A_form_sent_twice_does_not_undo_newer_settings()
    {
        var form = await FormAsync(Chat);
        await Chat.Sends(form, ("location", Oak.Name));
        await ChoosesAsync(Chat, High, Room204);

        var again = await Chat.Sends(form, ("location", Oak.Name));

        Assert.Equal(Oak.Name, again.FactOf(Texts.FactUsualLocation)); // the answer to the first one
        Assert.Equal(High.Name, (await Chat.Types("settings")).FactOf(Texts.FactUsualLocation));
    }

    [Fact]
    public async Task A_request_that_runs_late_after_a_crash_does_not_undo_newer_settings()
    {
        var token = TestContext.Current.CancellationToken;
        var lost = await District.Dispatcher.AcceptAsync(
            Chat.Typed("lost", "") with
            {
                Kind = RequestKind.FormSubmission,
                Verb = Verbs.ChangeSettings,
                Text = null,
                Arguments = Conversation.Filled(await FormAsync(Chat), ("location", Oak.Name)),
            },
            token
        );
        Assert.True(lost.IsStored);
        District.Time.Advance(TimeSpan.FromSeconds(5));
        await ChoosesAsync(Chat, High, Room204);

        await District.PumpAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(WorkState.Done, (await District.Get<IInbox>().FindAsync(lost.Work!.Id, token))?.State);
        Assert.Equal(High.Name, (await Chat.Types("settings")).FactOf(Texts.FactUsualLocation));
    }

    [Fact]
    public async Task In_a_channel_settings_are_shown_only_to_their_owner()
    {
        var channel = District.ChannelWith(Requester);

        Assert.True((await channel.Types("settings")).IsPrivate());
        Assert.True((await ChoosesAsync(channel, Oak, null)).IsPrivate());
        Assert.True((await channel.Presses(Verbs.ForgetSettings, Arguments.None)).IsPrivate());
        Assert.True((await channel.Presses(Verbs.ShowSettings, Arguments.Of(ArgumentNames.InPlace, "true"))).IsPrivate());
    }

    [Fact]
    public async Task Home_settings_and_account_link_to_each_other()
    {
        var settings = await Chat.Presses((await Chat.Raises(Verbs.Home)).Button(Texts.ActionSettings));
        var account = await Chat.Presses(settings.Button(Texts.ActionMyAccount));

        Assert.Equal(Texts.WhoAmITitle, account.Card().Title);
        Assert.Equal(Texts.SettingsTitle, (await Chat.Presses(account.Button(Texts.ActionSettings))).Card().Title);
    }

    [Fact]
    public async Task A_place_that_no_longer_exists_counts_as_not_set()
    {
        await ChoosesAsync(Chat, Oak, OakRoom);
        Site.Lookups.Setup(l => l.LocationsAsync(It.IsAny<CancellationToken>())).ReturnsAsync([High]);

        var answer = await Chat.Types("settings");

        Assert.Equal(
            (Texts.SettingsOfAccount.With(High.Name), Texts.SettingsNoRoom),
            (answer.FactOf(Texts.FactUsualLocation), answer.FactOf(Texts.FactUsualRoom))
        );
        Assert.Contains(Texts.ActionForgetPlace, answer.Labels());
        Assert.Null(Chosen(await FormAsync(Chat), "location"));
    }

    internal static async Task<BotResponse> ChoosesAsync(Conversation chat, Location? location, Room? room) =>
        await chat.Sends(await FormAsync(chat), ("location", location?.Name ?? ""), ("room", room?.Name ?? ""));

    private static async Task<Form> FormAsync(Conversation chat) => (await chat.Presses(Verbs.ChangeSettings, Arguments.None)).OpenedForm();

    private static string? Chosen(Form form, string field) =>
        Assert.IsType<Field.Search>(Assert.Single(form.Fields, asked => asked.Id == field)).Selected?.Label;
}
