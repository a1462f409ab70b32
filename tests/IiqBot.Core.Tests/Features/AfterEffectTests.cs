using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;

namespace IiqBot.Core.Tests.Features;

/// <summary>
/// Every route that writes: once it has written, nothing can be read any more. It is told as done all the same, and a repeat does nothing.
/// </summary>
public sealed class AfterEffectTests : DistrictTest
{
    public static TheoryData<string, string> EveryWritingVerb =>
        new(WritingSamples.All.SelectMany(_ => (string[])["500", "nonsense", "null"], (row, fault) => (row.Data, fault)));

    [Theory]
    [MemberData(nameof(EveryWritingVerb))]
    public async Task What_was_done_is_told_as_done_and_not_done_again(string verb, string fault)
    {
        var sample = WritingSamples.Of(verb);
        Site.Holds(sample.Before(Site.Laptop));
        var request = await sample.Ask(District.ChatOf(TestDistrict.Technician));
        var before = Site.Written;
        Site.BreaksOnceWritten(FaultOf(fault));

        var answer = await AnswerAsync(request);
        var written = Site.Written;
        await AnswerAsync(request);

        Assert.True(written > before);
        Assert.False(answer.IsFailure);
        Assert.Contains(answer.Card().Body.OfType<CardElement.Notice>(), notice => notice.Tone == Tone.Good);
        Assert.Contains("#", answer.Card().Title, StringComparison.Ordinal);
        Assert.Equal(written, Site.Written);
    }

    [Theory]
    [InlineData("500")]
    [InlineData("nonsense")]
    [InlineData("null")]
    public async Task What_was_taken_back_is_told_as_taken_back(string fault)
    {
        var chat = District.ChatOf(TestDistrict.Technician);
        var undo = (await chat.Types("take 39181")).Button(Texts.ActionUndo);
        Site.BreaksOnceWritten(FaultOf(fault));

        var answer = await chat.Presses(undo);

        Assert.Null(Site.Laptop.Assignee);
        Assert.Equal(Texts.Undone.With(TestDistrict.Technician.Name), answer.Notice());
    }

    [Theory]
    [InlineData("500")]
    [InlineData("null")]
    public async Task Settings_that_were_saved_are_told_as_saved(string fault)
    {
        var chat = District.ChatOf(TestDistrict.Technician);
        var form = (await chat.Presses(Verbs.ChangeSettings, Arguments.None)).OpenedForm();
        var rooms = 0;
        Site.Lookups.Setup(l => l.LocationsAsync(It.IsAny<CancellationToken>()))
            .Returns(() =>
                ++rooms > 1
                    ? Task.FromException<IReadOnlyList<IncidentIq.Lookups.Location>>(FaultOf(fault))
                    : Task.FromResult<IReadOnlyList<IncidentIq.Lookups.Location>>([TestDistrict.High])
            );

        var answer = await chat.Sends(form, ("location", TestDistrict.High.Id.ToString()));

        Assert.Contains(Texts.SettingsSaved, answer.Notices());
        Assert.Equal(
            TestDistrict.High.Id,
            (
                await District.Get<IPersonalSettings>().FindAsync(TestDistrict.Technician.Id, TestContext.Current.CancellationToken)
            ).LocationId
        );
    }

    private async Task<BotResponse> AnswerAsync(BotRequest request)
    {
        var accepted = await District.Dispatcher.AcceptAsync(request, TestContext.Current.CancellationToken);
        return await District.Dispatcher.AnswerAsync(accepted, TestContext.Current.CancellationToken);
    }

    private static Exception FaultOf(string fault) =>
        fault switch
        {
            "500" => new IncidentIqException(IncidentIqFailure.ServerFailed, "GET: 500") { StatusCode = 500 },
            "nonsense" => new IncidentIqException(IncidentIqFailure.NotUnderstood, "GET: no JSON"),
            _ => new InvalidCastException("a null row"),
        };
}
