using System.Text.Json;

namespace IiqBot.FakeSlack.Tests;

public sealed class PeopleTests : SlackTest
{
    [Fact]
    public async Task A_member_is_described_in_full()
    {
        Ada.Locale = "de-DE";
        var user = await InfoAsync(Ada, withLocale: true);
        Assert.Equal(
            ("Ada Moreno", "ada@district.example", "T0DISTRICT1", "de-DE", "America/Chicago"),
            (
                user.GetProperty("real_name").GetString(),
                user.GetProperty("profile").GetProperty("email").GetString(),
                user.GetProperty("team_id").GetString(),
                user.GetProperty("locale").GetString(),
                user.GetProperty("tz").GetString()
            )
        );
        Assert.True(user.GetProperty("is_email_confirmed").GetBoolean());
        Assert.False(
            user.GetProperty("is_restricted").GetBoolean()
                || user.GetProperty("is_bot").GetBoolean()
                || user.GetProperty("deleted").GetBoolean()
        );
        Assert.False((await InfoAsync(Ada)).TryGetProperty("locale", out _));
    }

    [Fact]
    public async Task Guests_bots_and_deactivated_people_are_marked()
    {
        Assert.True((await InfoAsync(Slack.AddPerson("Gus", "g@x.example", PersonKind.Guest))).GetProperty("is_restricted").GetBoolean());
        Assert.True(
            (await InfoAsync(Slack.AddPerson("Gia", "h@x.example", PersonKind.SingleChannelGuest)))
                .GetProperty("is_ultra_restricted")
                .GetBoolean()
        );
        Assert.True((await InfoAsync(Slack.AddPerson("Bo", null, PersonKind.Bot))).GetProperty("is_bot").GetBoolean());
        Ada.IsEmailConfirmed = false;
        Assert.False((await InfoAsync(Ada)).GetProperty("is_email_confirmed").GetBoolean());
        Ada.IsDeleted = true;
        var gone = await InfoAsync(Ada);
        Assert.True(gone.GetProperty("deleted").GetBoolean());
        Assert.False(gone.TryGetProperty("is_restricted", out _));
        Assert.True(Good(await FormAsync("users.info", ("user", "U0IIQBOT001"))).GetProperty("user").GetProperty("is_bot").GetBoolean());
    }

    [Fact]
    public async Task Strangers_are_people_of_other_workspaces_without_a_shared_channel()
    {
        var eve = Slack.AddPerson("Eve Stone", "eve@partner.example", team: FakeSlackPlatform.AddTeam("T0PARTNER01", "partner"));
        var stranger = await InfoAsync(eve);
        Assert.True(stranger.GetProperty("is_stranger").GetBoolean());
        Assert.False(stranger.GetProperty("profile").TryGetProperty("email", out _));
        Slack.AddChannel("shared", [eve]).IsShared = true;
        var partner = await InfoAsync(eve);
        Assert.False(partner.GetProperty("is_stranger").GetBoolean());
        Assert.Equal("T0PARTNER01", partner.GetProperty("team_id").GetString());
    }

    [Fact]
    public async Task People_are_found_by_email_in_the_home_workspace_only()
    {
        Assert.Equal(
            Ada.Id,
            Good(await FormAsync("users.lookupByEmail", ("email", "ADA@district.example")))
                .GetProperty("user")
                .GetProperty("id")
                .GetString()
        );
        Refused(await FormAsync("users.lookupByEmail", ("email", "nobody@district.example")), "users_not_found");
        Ada.IsDeleted = true;
        Refused(await FormAsync("users.lookupByEmail", ("email", "ada@district.example")), "users_not_found");
        Refused(await FormAsync("users.info", ("user", "U0NOBODY")), "user_not_found");
    }

    private async Task<JsonElement> InfoAsync(FakePerson person, bool withLocale = false) =>
        Good(await FormAsync("users.info", ("user", person.Id), ("include_locale", withLocale ? "true" : "false"))).GetProperty("user");
}

public sealed class ConversationTests : SlackTest
{
    [Fact]
    public async Task A_direct_message_is_opened_once()
    {
        var bob = Slack.AddPerson("Bob Li", "bob@district.example");
        var first = Good(await CallAsync("conversations.open", $$"""{"users":"{{bob.Id}}"}"""));
        var again = Good(await CallAsync("conversations.open", $$"""{"users":"{{bob.Id}}","return_im":true}"""));
        Assert.False(first.TryGetProperty("already_open", out _));
        Assert.True(again.GetProperty("already_open").GetBoolean());
        Assert.Equal(
            first.GetProperty("channel").GetProperty("id").GetString(),
            again.GetProperty("channel").GetProperty("id").GetString()
        );
        Assert.Equal(bob.Id, again.GetProperty("channel").GetProperty("user").GetString());
    }

    [Fact]
    public async Task Direct_messages_with_bots_and_unknown_or_disabled_people_are_refused()
    {
        Refused(await CallAsync("conversations.open", """{"users":"U0NOBODY"}"""), "user_not_found");
        Refused(
            await CallAsync("conversations.open", $$"""{"users":"{{Slack.AddPerson("Bo", null, PersonKind.Bot).Id}}"}"""),
            "cannot_dm_bot"
        );
        Ada.IsDeleted = true;
        Refused(await CallAsync("conversations.open", $$"""{"users":"{{Ada.Id}}"}"""), "user_disabled");
        Refused(await CallAsync("conversations.open"), "users_list_not_supplied");
        Violated("users_list_not_supplied");
    }

    [Fact]
    public async Task A_group_message_needs_its_own_scope()
    {
        var bob = Slack.AddPerson("Bob Li", "bob@district.example");
        Refused(await CallAsync("conversations.open", $$"""{"users":"{{Ada.Id}},{{bob.Id}}"}"""), "missing_scope");
        Violated("mpim:write");
    }

    [Fact]
    public async Task A_channel_is_described_and_its_members_are_paged()
    {
        Channel.IsShared = true;
        var channel = Good(await FormAsync("conversations.info", ("channel", Channel.Id))).GetProperty("channel");
        Assert.Equal(
            ("tech", true, true, false),
            (
                channel.GetProperty("name").GetString(),
                channel.GetProperty("is_channel").GetBoolean(),
                channel.GetProperty("is_ext_shared").GetBoolean(),
                channel.GetProperty("is_archived").GetBoolean()
            )
        );
        var first = Good(await FormAsync("conversations.members", ("channel", Channel.Id), ("limit", "1")));
        Assert.Equal(Ada.Id, Assert.Single(first.GetProperty("members").EnumerateArray()).GetString());
        var cursor = first.GetProperty("response_metadata").GetProperty("next_cursor").GetString()!;
        var rest = Good(await FormAsync("conversations.members", ("channel", Channel.Id), ("cursor", cursor)));
        Assert.Equal("U0IIQBOT001", Assert.Single(rest.GetProperty("members").EnumerateArray()).GetString());
        Assert.Equal("", rest.GetProperty("response_metadata").GetProperty("next_cursor").GetString());
        Refused(await FormAsync("conversations.info", ("channel", "C0NOWHERE")), "channel_not_found");
    }

    [Fact]
    public async Task Reactions_are_added_once_and_listed()
    {
        var message = Slack.AddMessage(Channel, Ada, "Broken");
        Good(await CallAsync("reactions.add", $$"""{"channel":"{{Channel.Id}}","timestamp":"{{message.Ts}}","name":"eyes"}"""));
        Refused(
            await CallAsync("reactions.add", $$"""{"channel":"{{Channel.Id}}","timestamp":"{{message.Ts}}","name":"eyes"}"""),
            "already_reacted"
        );
        Refused(
            await CallAsync("reactions.add", $$"""{"channel":"{{Channel.Id}}","timestamp":"{{message.Ts}}","name":":eyes:"}"""),
            "invalid_name"
        );
        Violated("without colons");
        var listed = Good(await FormAsync("reactions.get", ("channel", Channel.Id), ("timestamp", message.Ts))).GetProperty("message");
        Assert.Equal(
            ("Broken", "eyes"),
            (listed.GetProperty("text").GetString(), listed.GetProperty("reactions")[0].GetProperty("name").GetString())
        );
        Refused(await FormAsync("reactions.get", ("channel", Channel.Id), ("timestamp", "1.1")), "message_not_found");
    }
}
