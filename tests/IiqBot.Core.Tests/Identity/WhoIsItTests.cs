using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Lookups;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Core.Tests.Identity;

public sealed class WhoIsItTests : DistrictTest
{
    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    [Theory]
    [InlineData("tess@maplewood.example", true, nameof(Texts.RefusedGuest))]
    [InlineData(null, false, nameof(Texts.RefusedNoEmail))]
    [InlineData("tess@elsewhere.example", false, nameof(Texts.RefusedForeignDomain))]
    [InlineData("tess@staff.maplewood.example", false, nameof(Texts.RefusedForeignDomain))]
    [InlineData("tess@notmaplewood.example", false, nameof(Texts.RefusedForeignDomain))]
    [InlineData("tess@maplewood.example@elsewhere.example", false, nameof(Texts.RefusedForeignDomain))]
    [InlineData("tess", false, nameof(Texts.RefusedForeignDomain))]
    [InlineData("", false, nameof(Texts.RefusedForeignDomain))]
    [InlineData("nobody@maplewood.example", false, nameof(Texts.RefusedNoAccount))]
    public async Task Strangers_are_refused_privately_and_learn_nothing(string? email, bool isGuest, string text)
    {
        District.Directory.Find = (_, _) => Task.FromResult(new PlatformPerson(email, "Tess", isGuest));

        foreach (var line in (string[])["show 39181", "my tickets", "new Projector no picture", "who am i", "take 39181"])
        {
            var answer = await Chat.Types(line);
            Assert.Equal(TextOf(text), answer.Notice());
            Assert.True(answer.IsPrivate());
        }

        Assert.Equal(0, Site.Calls);
    }

    [Theory]
    [InlineData(UserRole.NoAccess, false)]
    [InlineData(UserRole.Student, false)]
    [InlineData(UserRole.Parent, false)]
    [InlineData(UserRole.Other, true)]
    [InlineData(UserRole.Faculty, true)]
    [InlineData(UserRole.Staff, true)]
    [InlineData(UserRole.Agent, true)]
    [InlineData(UserRole.Administrator, true)]
    public async Task Roles_decide_who_may_use_the_bot(UserRole role, bool isLetIn)
    {
        Site.Accounts.Clear();
        Site.Accounts.Add(TestDistrict.Technician with { Role = role });

        var answer = await Chat.Types("my tickets");

        if (isLetIn)
            Assert.Empty(answer.Notices());
        else
            Assert.Equal(Texts.RefusedRole, answer.Notice());
    }

    [Theory]
    [InlineData(UserRole.Agent)]
    [InlineData(UserRole.Administrator)]
    [InlineData(UserRole.Staff)]
    public async Task A_deactivated_account_has_no_rights_whatever_its_role(UserRole role)
    {
        await using var district = new Scenario(services => services.Configure<BotOptions>(options => options.AlsoAllowedRoles.Add(role)));
        district.Site.Accounts.Clear();
        district.Site.Accounts.Add(TestDistrict.Technician with { Role = role, IsActive = false });

        foreach (var line in (string[])["my tickets", "take 39181", "show 39181", "who am i"])
            Assert.Equal(Texts.RefusedRole, (await district.ChatOf(TestDistrict.Technician).Types(line)).Notice());
    }

    [Fact]
    public async Task A_role_that_the_settings_allow_may_use_the_bot()
    {
        await using var district = new Scenario(services =>
            services.Configure<BotOptions>(options => options.AlsoAllowedRoles.Add(UserRole.Student))
        );
        district.Site.Accounts.Clear();
        district.Site.Accounts.Add(TestDistrict.Technician with { Role = UserRole.Student });

        Assert.Empty((await district.ChatOf(TestDistrict.Technician).Types("my tickets")).Notices());
    }

    [Fact]
    public async Task Upper_case_in_a_domain_does_not_matter()
    {
        District.Directory.Find = (_, _) => Task.FromResult(new PlatformPerson("TESS@MAPLEWOOD.EXAMPLE", "Tess", false));

        Assert.Equal(TestDistrict.Technician.Name, (await Chat.Types("who am i")).FactOf(Texts.FactAccount));
    }

    [Fact]
    public async Task A_person_is_looked_up_on_the_platform_once_in_five_minutes()
    {
        await Chat.Types("who am i");
        District.Time.Advance(TimeSpan.FromMinutes(4.9));
        await Chat.Types("who am i");
        Assert.Equal(1, District.Directory.Calls);

        District.Directory.Find = (_, _) => Task.FromResult(new PlatformPerson(null, null, IsGuest: true));
        District.Time.Advance(TimeSpan.FromMinutes(0.2));

        Assert.Equal(Texts.RefusedGuest, (await Chat.Types("who am i")).Notice());
        Assert.Equal(2, District.Directory.Calls);
    }

    [Fact]
    public async Task A_failed_lookup_on_the_platform_is_not_cached()
    {
        var find = District.Directory.Find;
        District.Directory.Find = (_, _) => throw new PersonDirectoryException("members: 503");
        Assert.Contains(Texts.FailureDirectory, (await Chat.Types("who am i")).Notice(), StringComparison.Ordinal);

        District.Directory.Find = find;

        Assert.Equal(TestDistrict.Technician.Name, (await Chat.Types("who am i")).FactOf(Texts.FactAccount));
    }

    [Fact]
    public async Task An_adapter_can_ask_in_advance_whether_a_person_may_use_the_bot()
    {
        Task<bool?> IsLetInAsync(string id) =>
            District.Dispatcher.IsLetInAsync(Chat.Typed(id, "my tickets"), TestContext.Current.CancellationToken);
        Assert.True(await IsLetInAsync("1"));

        District.Time.Advance(TimeSpan.FromMinutes(6));
        District.Directory.Find = (_, _) => throw new PersonDirectoryException("members: 503");
        Assert.Null(await IsLetInAsync("2"));

        District.Directory.Find = (_, _) => Task.FromResult(new PlatformPerson("tess@maplewood.example", "Tess", IsGuest: true));
        Assert.False(await IsLetInAsync("3"));
    }

    [Fact]
    public async Task Two_people_are_never_confused()
    {
        await Chat.Types("who am i");

        Assert.Equal(
            TestDistrict.Requester.Name,
            (await District.ChatOf(TestDistrict.Requester).Types("who am i")).FactOf(Texts.FactAccount)
        );
    }

    [Fact]
    public async Task Help_answers_while_the_directory_is_down()
    {
        District.Directory.Find = (_, _) => throw new PersonDirectoryException("members: 503");

        Assert.Equal(Texts.HelpTitle, (await Chat.Types("help")).Card().Title);
        Assert.Contains("Reference", (await Chat.Types("my tickets")).Notice(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_answers_while_Incident_IQ_is_down()
    {
        Site.Lookups.Setup(l => l.UserByEmailAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IncidentIqException(IncidentIqFailure.Unreachable, "GET users: no connection"));

        Assert.Equal(Texts.HelpTitle, (await Chat.Types("help")).Card().Title);
        Assert.Contains(Texts.FailureUnreachable, (await Chat.Types("my tickets")).Notice(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_answers_while_the_directory_hangs()
    {
        var isAsked = new TaskCompletionSource();
        District.Directory.Find = async (_, token) =>
        {
            isAsked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, District.Time, token);
            throw new InvalidOperationException();
        };

        var answer = Chat.Types("help");
        await isAsked.Task;
        District.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(Texts.HelpTitle, (await answer).Card().Title);
    }

    private static string TextOf(string key) => Texts.ResourceManager.GetString(key, Texts.Culture)!;
}
