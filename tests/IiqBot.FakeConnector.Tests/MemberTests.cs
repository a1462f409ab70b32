namespace IiqBot.FakeConnector.Tests;

public sealed class MemberTests : TeamsTest
{
    [Fact]
    public async Task A_member_is_found_by_any_of_the_documented_ids()
    {
        foreach (var id in new[] { Ada.Id, Ada.AadObjectId!, Ada.UserPrincipalName! })
        {
            using var answer = await Http.GetAsync(Member(Chat, id), Cancel);
            var member = await JsonAsync(answer);
            Assert.Equal("ada@district.example", member.GetProperty("email").GetString());
            Assert.Equal(Teams.Tenant.Id, member.GetProperty("tenantId").GetString());
            Assert.Equal("user", member.GetProperty("userRole").GetString());
        }

        Teams.AssertClean();
    }

    [Fact]
    public async Task A_person_who_is_not_in_the_conversation_is_not_found()
    {
        var bo = Teams.AddPerson("Bo Lind", "bo@district.example");
        await RefusedAsync(await Http.GetAsync(Member(Chat, bo.Id), Cancel), 404, "MemberNotFoundInConversation");
    }

    [Fact]
    public async Task Guests_and_anonymous_people_are_distinguished()
    {
        var guest = Teams.AddPerson("Gus Guest", "gus@elsewhere.example", PersonRole.Guest);
        var anonymous = Teams.AddPerson("Somebody", null, PersonRole.Anonymous);
        var group = Teams.AddGroupChat("Meeting", [Ada, guest, anonymous]);
        using var first = await Http.GetAsync(Member(group, guest.Id), Cancel);
        Assert.Contains("#EXT#", (await JsonAsync(first)).GetProperty("userPrincipalName").GetString(), StringComparison.Ordinal);
        using var second = await Http.GetAsync(Member(group, anonymous.Id), Cancel);
        var nobody = await JsonAsync(second);
        Assert.Equal("anonymous", nobody.GetProperty("userRole").GetString());
        Assert.False(nobody.TryGetProperty("email", out _));
        Assert.False(nobody.TryGetProperty("aadObjectId", out _));
    }

    [Fact]
    public async Task A_bot_outside_the_roster_is_refused()
    {
        Chat.IsBotInstalled = false;
        await RefusedAsync(await Http.GetAsync(Member(Chat, Ada.Id), Cancel), 403, "BotNotInConversationRoster");
    }

    [Fact]
    public async Task A_thread_has_no_members_of_its_own()
    {
        var channel = Teams.AddTeam("Tech", [Ada]).General;
        var id = Uri.EscapeDataString($"{channel.Id};messageid=1");
        await RefusedAsync(await Http.GetAsync($"v3/conversations/{id}/members/{Ada.Id}", Cancel), 404, "ConversationNotFound");
    }

    [Fact]
    public async Task A_roster_comes_in_pages_of_at_least_50()
    {
        var people = Enumerable.Range(0, 70).Select(i => Teams.AddPerson($"P {i}", $"p{i}@district.example")).ToList();
        var group = Teams.AddGroupChat("All", people);
        using var first = await Http.GetAsync($"v3/conversations/{group.Id}/pagedmembers?pageSize=10", Cancel);
        var page = await JsonAsync(first);
        Assert.Equal(50, page.GetProperty("members").GetArrayLength());
        var token = page.GetProperty("continuationToken").GetString();
        using var second = await Http.GetAsync($"v3/conversations/{group.Id}/pagedmembers?pageSize=10&continuationToken={token}", Cancel);
        var rest = await JsonAsync(second);
        Assert.Equal(20, rest.GetProperty("members").GetArrayLength());
        Assert.False(rest.TryGetProperty("continuationToken", out _));
        await RefusedAsync(
            await Http.GetAsync($"v3/conversations/{group.Id}/pagedmembers?continuationToken=x", Cancel),
            400,
            "Bad Argument"
        );
    }

    [Fact]
    public async Task The_roster_without_pages_is_recorded()
    {
        using var answer = await Http.GetAsync($"v3/conversations/{Chat.Id}/members", Cancel);
        Assert.Equal(1, (await JsonAsync(answer)).GetArrayLength());
        Violated("deprecated");
    }

    [Fact]
    public async Task A_team_lists_its_channels_and_General_has_no_name()
    {
        var team = Teams.AddTeam("Tech", [Ada]);
        var help = Teams.AddChannel(team, "Help");
        using var answer = await Http.GetAsync($"v3/teams/{Uri.EscapeDataString(team.Id)}/conversations", Cancel);
        var channels = (await JsonAsync(answer)).GetProperty("conversations");
        Assert.Equal([team.Id, help.Id], channels.EnumerateArray().Select(c => c.GetProperty("id").GetString()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, channels[0].GetProperty("name").ValueKind);
        await RefusedAsync(await Http.GetAsync($"v3/teams/{Uri.EscapeDataString(help.Id)}", Cancel), 404, "ConversationNotFound");
    }

    private static string Member(FakeConversation conversation, string id) =>
        $"v3/conversations/{Uri.EscapeDataString(conversation.Id)}/members/{Uri.EscapeDataString(id)}";
}
