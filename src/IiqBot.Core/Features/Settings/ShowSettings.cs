using IiqBot.Core.Dispatch;
using IiqBot.Core.Identity;
using IiqBot.Core.Requests;

namespace IiqBot.Core.Features.Settings;

/// <summary>Shows what the asker has set for themselves, and what that does. Always private.</summary>
public sealed class ShowSettings(SettingsCard card) : IRequestHandler
{
    /// <summary>The verb.</summary>
    public const string Verb = "settings.show";

    /// <summary>The argument that asks to redraw the pressed card.</summary>
    public const string InPlace = "inplace";

    /// <inheritdoc />
    public static Route Route { get; } = new(Verb, Access.Known)
    {
        Aliases = ["settings", "my settings", "preferences"],
        Button = () => Texts.ActionSettings,
        Usage = () => new(Texts.UsageSettings, Texts.MeaningSettings),
    };

    /// <inheritdoc />
    public Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken) =>
        card.AnswerAsync(turn, null, inPlace: turn.Arguments.Flag(InPlace), cancellationToken);
}
