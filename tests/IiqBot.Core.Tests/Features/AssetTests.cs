using IiqBot.Core.Features.Changes;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Features;

public sealed class AssetTests : DistrictTest
{
    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    [Fact]
    public async Task A_device_is_linked_by_its_tag()
    {
        var answer = await Chat.Types("asset 39181 cb-1234");

        Assert.Equal([(Site.Laptop.Id, TestDistrict.Chromebook.Id)], Site.Linked);
        Assert.Equal(Texts.AssetLinked.With("Tess Technician", "Dell Chromebook 11, CB-1234"), answer.Notice());
        Assert.Equal(4, Site.Calls); // linking itself takes two
    }

    [Fact]
    public async Task The_button_asks_for_the_tag()
    {
        var form = (await Chat.Presses((await Chat.Types("39181")).Button(Texts.ActionLinkAsset))).OpenedForm();

        await Chat.Sends(form, (LinkAsset.Tag, "CB-1234"));

        Assert.Single(Site.Linked);
    }

    [Fact]
    public async Task An_unknown_tag_returns_the_form()
    {
        var form = (await Chat.Types("asset 39181 CB-9999")).FormAgain();

        Assert.Equal(Texts.AssetUnknown.With("CB-9999"), form.Errors[LinkAsset.Tag]);
        await Chat.Sends(form, (LinkAsset.Tag, "CB-1234"));
        Assert.Single(Site.Linked);
    }

    [Fact]
    public async Task Linking_a_linked_device_says_so()
    {
        await Chat.Types("asset 39181 CB-1234");

        Assert.Equal(Texts.AssetLinkedAlready.With("CB-1234"), (await Chat.Types("asset 39181 CB-1234")).Notice());
    }

    [Fact]
    public async Task In_a_channel_the_answer_does_not_name_the_device()
    {
        var answer = await District.ChannelWith(TestDistrict.Technician).Types("asset 39181 CB-1234");

        Assert.Equal(Texts.AssetLinkedSome.With("Tess Technician"), answer.Notice());
        answer.AssertShowsMinimum();
    }

    [Fact]
    public async Task A_requester_is_refused()
    {
        Assert.Equal(Texts.RefusedNotAgent, (await District.ChatOf(TestDistrict.Requester).Types("asset 39181 CB-1234")).Notice());
        Assert.Equal(0, Site.Calls);
    }
}
