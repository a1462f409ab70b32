namespace IiqBot.FakeSlack;

/// <summary>The bot's endpoints: the request URLs of the app's configuration.</summary>
/// <param name="Commands">Slash commands.</param>
/// <param name="Interactions">Buttons, forms and shortcuts.</param>
/// <param name="Options">The options of external selects.</param>
/// <param name="Events">The Events API.</param>
public sealed record SlackEndpoints(Uri Commands, Uri Interactions, Uri Options, Uri Events)
{
    /// <summary>
    /// The usual paths below a bot's address: <c>/slack/commands</c>, <c>/slack/interactions</c>, <c>/slack/options</c>,
    /// <c>/slack/events</c>.
    /// </summary>
    public static SlackEndpoints Below(Uri bot) =>
        new(
            new Uri(bot, "/slack/commands"),
            new Uri(bot, "/slack/interactions"),
            new Uri(bot, "/slack/options"),
            new Uri(bot, "/slack/events")
        );

    internal Uri Of(SlackEndpoint endpoint) =>
        endpoint switch
        {
            SlackEndpoint.Commands => Commands,
            SlackEndpoint.Interactions => Interactions,
            SlackEndpoint.Options => Options,
            _ => Events,
        };
}

/// <summary>One of the bot's request URLs.</summary>
public enum SlackEndpoint
{
    /// <summary>Slash commands: a form.</summary>
    Commands,

    /// <summary>Buttons, forms and shortcuts: a form with one field, <c>payload</c>.</summary>
    Interactions,

    /// <summary>The options of external selects: a form with one field, <c>payload</c>.</summary>
    Options,

    /// <summary>The Events API: JSON.</summary>
    Events,
}
