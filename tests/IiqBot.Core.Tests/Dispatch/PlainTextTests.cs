using IiqBot.Core.Durability;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq.Files;

namespace IiqBot.Core.Tests.Dispatch;

/// <summary>
/// Plain texts contain no characters that change how they are displayed, and buttons in shared places carry nothing private.
/// </summary>
public sealed class PlainTextTests : DistrictTest
{
    private const string Hostile = "a\u202Egnp.exe\u0000\u001B[31m\u2066b\u2029c\ud800";
    private const string Clean = "agnp.exe[31mb c\uFFFD";

    [Fact]
    public void The_text_of_a_summary_and_of_a_toast_is_cleaned()
    {
        Assert.Equal(Clean, new Card { Title = "", Summary = Hostile }.Summary);
        Assert.Equal(Clean, new BotResponse.Toast(Hostile).Text);
    }

    [Theory]
    [InlineData("\u202egnp.exe", "gnp.exe")]
    [InlineData("a\u0000\u200Fb\u0085.png", "ab.png")]
    [InlineData("שלום.png", "שלום.png")]
    public void File_names_have_no_direction_overrides_and_no_control_characters(string name, string shown)
    {
        Assert.Equal(shown, new NewFile(name, null, default).Name);
        Assert.Equal(shown, new PlatformFile("F1", name).Name);
        Assert.Equal(shown, Assert.Single(PlatformFile.Read($"F1 {name}")).Name);
    }

    [Fact]
    public async Task A_form_button_in_a_shared_conversation_carries_only_the_tickets_id()
    {
        var channel = District.ChannelWith(TestDistrict.Technician);
        var form = (await channel.Types("edit 39181")).OpenedForm();

        var shared = form.SharedWith(channel.Typed("1", "@bot edit 39181"));

        Assert.Equal(["seen", "ticket"], shared.Names.Order(StringComparer.Ordinal));
        var opened = (await channel.Presses(form.Verb, shared)).OpenedForm();
        Assert.Equal(form.Fields.Select(field => field.ToString()), opened.Fields.Select(field => field.ToString()));
    }

    [Fact]
    public async Task A_form_button_for_a_new_ticket_carries_only_the_typed_text()
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
