using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Teams.Cards;
using IiqBot.Teams.Tests.Cards;
using IiqBot.Teams.Turns;

namespace IiqBot.Teams.Tests.Protocol;

/// <summary>Forms in a client that cannot search while a person types.</summary>
public sealed class TrialFormTests
{
    private static readonly Option[] Places =
    [
        .. Enumerable.Range(1, 600).Select(i => new Option($"School number {i}", $"School number {i}")),
    ];

    [Fact]
    public async Task All_search_results_become_choices_with_likely_ones_first()
    {
        var form = await AskedAsync(Search("location", "locations") with { Suggestions = [Places[7]], Selected = Places[9] }, Places[..20]);

        var choice = Assert.IsType<Field.Choice>(form.Fields[0]);
        Assert.Equal([Places[9], Places[7], Places[0]], choice.Options.Take(3));
        Assert.Equal((20, Places[9].Value, true, "Where?"), (choice.Options.Count, choice.Value, choice.IsRequired, choice.Hint));
        Assert.Equal(Texts.TrialChoices, form.Introduction);
    }

    [Fact]
    public async Task The_card_fits_and_says_how_many_choices_it_left_out()
    {
        var drawn = Drawn.Of(await AskedAsync(Search("location", "locations") with { Suggestions = Places[..50] }, Places));

        Assert.Empty(CardRules.Broken(drawn));
        var shown = drawn.All("Input.ChoiceSet").Single().GetProperty("choices").GetArrayLength();
        Assert.InRange(shown, 200, 599);
        Assert.Contains(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, CardTexts.ChoicesLeftOut, shown, 600),
            drawn.Texts
        );
        Assert.Contains(Texts.TrialChoices, drawn.Texts);
    }

    [Fact]
    public async Task A_hint_about_typing_is_left_out()
    {
        var form = await AskedAsync(
            Search("location", "locations") with
            {
                Hint = "Type a few letters",
                IsHintForTyping = true,
                Suggestions = Places[..5],
            },
            Places
        );

        Assert.Null(form.Fields[0].Hint);
    }

    [Fact]
    public async Task A_form_that_already_offers_every_choice_gets_no_introduction() =>
        Assert.Null((await AskedAsync(Search("location", "locations") with { Suggestions = Places[..20] }, Places[..20])).Introduction);

    private static Field.Search Search(string id, string source) => new(id, "Location", source) { IsRequired = true, Hint = "Where?" };

    private static async Task<Form> AskedAsync(Field.Search field, Option[] found)
    {
        var dispatcher = DispatcherMocks.New();
        dispatcher
            .Setup(d => d.AnswerAsync(It.IsAny<Accepted>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new BotResponse.OpenForm(SampleForms.Resolve with { Introduction = null, Fields = [field] }));
        dispatcher
            .Setup(d =>
                d.SuggestAsync(
                    It.Is<BotRequest>(request => request.Arguments["location"] == (field.Selected == null ? null : field.Selected.Value)),
                    field.Source,
                    "",
                    It.IsAny<int>(),
                    It.IsAny<CancellationToken>()
                )
            )
            .ReturnsAsync(found);
        var request = new BotRequest
        {
            Id = "1",
            Kind = RequestKind.Message,
            Text = "new",
            Actor = new("teams", "tenant", "user"),
            Conversation = new("teams", "tenant", "c", ConversationScope.OneToOne),
        };
        var answer = await new TrialDispatcher(dispatcher.Object).AnswerAsync(new Accepted(request), TestContext.Current.CancellationToken);
        return Assert.IsType<BotResponse.OpenForm>(answer).Form;
    }
}
