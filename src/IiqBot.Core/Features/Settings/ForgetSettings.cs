using IiqBot.Core.Durability;
using IiqBot.Core.Model;

namespace IiqBot.Core.Features.Settings;

/// <summary>Deletes a person's usual place. From then on, the bot uses their account's location again.</summary>
public sealed class ForgetSettings(IPersonalSettings settings, SettingsCard card, TimeProvider time) : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } = new(Verbs.ForgetSettings, Access.Known) { Writes = true };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        await settings.SaveAsync(turn.Person.Id, PersonalSettings.None, turn.ReceivedAt ?? time.GetUtcNow(), cancellationToken);
        return await card.AnswerAsync(turn, Texts.SettingsForgotten, inPlace: true, cancellationToken);
    }
}
