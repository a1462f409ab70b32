using IiqBot.Core.Model;

namespace IiqBot.Core.Features.Settings;

/// <summary>Shows what the asker has set for themselves, and what that does. Always private.</summary>
public sealed class ShowSettings(SettingsCard card) : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.ShowSettings, Access.Known)
        {
            Aliases = ["settings", "my settings", "preferences"],
            Button = () => Texts.ActionSettings,
            Usage = () => new(Texts.UsageSettings, Texts.MeaningSettings),
        };

    /// <inheritdoc />
    public Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken) =>
        card.AnswerAsync(turn, null, inPlace: turn.Arguments.Flag(ArgumentNames.InPlace), cancellationToken);
}
