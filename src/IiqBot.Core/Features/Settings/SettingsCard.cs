using IiqBot.Core.Durability;
using IiqBot.Core.Features.Places;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;

namespace IiqBot.Core.Features.Settings;

/// <summary>Draws the card with a person's current settings.</summary>
public sealed class SettingsCard(UsualPlace usual, DoneCard done)
{
    /// <summary>Answers with the card. Others in the conversation see nothing of it.</summary>
    /// <param name="turn">The request of the person.</param>
    /// <param name="whatHappened">What was just changed; null if nothing was.</param>
    /// <param name="inPlace">Whether the card replaces the pressed one, if only the person sees that.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
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

    // The change is saved, even if the new settings cannot be shown.
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
