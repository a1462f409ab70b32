using IiqBot.Core.Model;

namespace IiqBot.Core.Features.Settings;

/// <summary>Shows the asker's settings and what they do. Always private.</summary>
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
