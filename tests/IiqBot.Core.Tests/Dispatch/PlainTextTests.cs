using IiqBot.Core.Durability;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq.Files;

namespace IiqBot.Core.Tests.Dispatch;

/// <summary>
/// What is shown as it is holds nothing that makes it read otherwise, and no button in a shared place what is not for all.
/// </summary>
public sealed class PlainTextTests : DistrictTest
{
    private const string Hostile = "a\u202Egnp.exe\u0000\u001B[31m\u2066b\u2029c\ud800";
    private const string Clean = "agnp.exe[31mb c\uFFFD";

    [Fact]
    public void The_text_of_a_notification_and_a_short_word_are_cleaned()
    {
        Assert.Equal(Clean, new Card { Title = "", Summary = Hostile }.Summary);
        Assert.Equal(Clean, new BotResponse.Toast(Hostile).Text);
    }

    [Theory]
    [InlineData("\u202egnp.exe", "gnp.exe")]
    [InlineData("a\u0000\u200Fb\u0085.png", "ab.png")]
    [InlineData("שלום.png", "שלום.png")]
    public void A_files_name_has_no_direction_overrides_and_no_control_characters(string name, string shown)
    {
        Assert.Equal(shown, new NewFile(name, null, default).Name);
        Assert.Equal(shown, new PlatformFile("F1", name).Name);
        Assert.Equal(shown, Assert.Single(PlatformFile.Read($"F1 {name}")).Name);
    }

    [Fact]
    public async Task A_form_offered_where_others_read_along_carries_the_ticket_and_nothing_of_it()
    {
        var channel = District.ChannelWith(TestDistrict.Technician);
        var form = (await channel.Types("edit 39181")).OpenedForm();

        var shared = form.SharedWith(channel.Typed("1", "@bot edit 39181"));

        Assert.Equal(["seen", "ticket"], shared.Names.Order(StringComparer.Ordinal));
        var opened = (await channel.Presses(form.Verb, shared)).OpenedForm();
        Assert.Equal(form.Fields.Select(field => field.ToString()), opened.Fields.Select(field => field.ToString()));
    }

    [Fact]
    public async Task A_form_for_a_new_ticket_carries_what_was_typed_there_and_nobodys_usual_place()
    {
        await District
            .Get<IPersonalSettings>()
            .SaveAsync(
                TestDistrict.Technician.Id,
                new(TestDistrict.Oak.Id, TestDistrict.OakRoom.Id),
                TestDistrict.Now,
                TestContext.Current.CancellationToken
            );
        var channel = District.ChannelWith(TestDistrict.Technician);
        var form = (await channel.Types("new  it hums")).OpenedForm();

        var shared = form.SharedWith(channel.Typed("1", "new  it hums"));

        Assert.Equal(["description"], shared.Names);
        var opened = (await channel.Presses(form.Verb, shared)).OpenedForm();
        Assert.Equal("101", opened.Fields.OfType<Field.Search>().Single(field => field.Id == "room").Selected?.Value);
        Assert.Equal("it hums", opened.Fields.OfType<Field.Text>().Single().Value);
        Assert.Equal(Arguments.None.Names, form.SharedWith(channel.Typed("1", "new")).Names);
    }
}
