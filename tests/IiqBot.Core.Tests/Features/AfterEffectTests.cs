using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;

namespace IiqBot.Core.Tests.Features;

/// <summary>
/// For every route that writes: if no read works after the write, the answer still says that it is done, and a repeat does nothing.
/// </summary>
public sealed class AfterEffectTests : DistrictTest
{
    public static TheoryData<string, string> EveryWritingVerb =>
        new(WritingSamples.All.SelectMany(_ => (string[])["500", "nonsense", "null"], (row, fault) => (row.Data, fault)));

    [Theory]
    [MemberData(nameof(EveryWritingVerb))]
    public async Task A_change_is_reported_as_done_if_reads_fail_and_a_repeat_does_nothing(string verb, string fault)
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
    public async Task An_undo_is_reported_as_done_if_reads_fail(string fault)
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
    public async Task Saved_settings_are_reported_as_saved_if_lookups_fail(string fault)
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
