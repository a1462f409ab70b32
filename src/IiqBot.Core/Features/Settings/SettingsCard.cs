using IiqBot.Core.Durability;
using IiqBot.Core.Features.Places;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;

namespace IiqBot.Core.Features.Settings;

/// <summary>The card of a person's settings as they are now.</summary>
public sealed class SettingsCard(UsualPlace usual, DoneCard done)
{
    /// <summary>Answers with the card. What others read along shows nothing of it.</summary>
    /// <param name="turn">Whose settings.</param>
    /// <param name="whatHappened">What was just changed; null when nothing was.</param>
    /// <param name="inPlace">Whether the card takes the place of the pressed one, where only the person sees that.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<BotResponse> AnswerAsync(Turn turn, string? whatHappened, bool inPlace, CancellationToken cancellationToken)
    {
        Card? card = null;
        if (whatHappened is null)
            card = Draw(await usual.OfAsync(turn.Person, cancellationToken), null);
        else
            await done.FollowAsync(turn, async () => card = Draw(await usual.OfAsync(turn.Person, cancellationToken), whatHappened));
        card ??= Changed(whatHappened!);
        return inPlace && turn.IsOneToOne ? new BotResponse.ReplaceCard(card) : new BotResponse.Reply(card) { IsPrivate = true };
    }

    // It is changed, whether or not it can be shown.
    private static Card Changed(string whatHappened) =>
        new()
        {
            Title = Texts.SettingsTitle,
            Summary = whatHappened,
            Body = [new CardElement.Notice(whatHappened, Tone.Good)],
            Actions = [new CardAction.Press(Texts.ActionSettings, Verbs.ShowSettings, Arguments.None)],
        };

    private static Card Draw(Place place, string? whatHappened)
    {
        var isSet = place.Set != PersonalSettings.None;
        var location =
            place.Location is not { Name: var name } ? Texts.SettingsNoLocation
            : place.IsChosen ? name
            : Texts.SettingsOfAccount.With(name);
        var room = place.Room?.Name ?? Texts.SettingsNoRoom;
        CardElement[] news = whatHappened is null ? [] : [new CardElement.Notice(whatHappened, Tone.Good)];
        CardAction[] back = isSet ? [new CardAction.Press(Texts.ActionForgetPlace, Verbs.ForgetSettings, Arguments.None)] : [];
        return new()
        {
            Title = Texts.SettingsTitle,
            Summary = Texts.SettingsSummary.With(location, room),
            Body =
            [
                .. news,
                new CardElement.Facts([new(Texts.FactUsualLocation, location), new(Texts.FactUsualRoom, room)]),
                new CardElement.Paragraph(isSet ? Texts.SettingsMeaning : Texts.SettingsMeaningUnset) { IsMuted = true },
            ],
            Actions =
            [
                new CardAction.Press(Texts.ActionChangePlace, Verbs.ChangeSettings, Arguments.None) { Prominence = Prominence.Primary },
                .. back,
                new CardAction.Press(Texts.ActionMyAccount, WhoAmI.Route.Verb, Arguments.None),
                new CardAction.Press(Texts.ActionHelp, Verbs.Help, Arguments.None),
            ],
        };
    }
}
