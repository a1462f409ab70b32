using IiqBot.Teams.Activities;

namespace IiqBot.Teams.Turns;

/// <summary>Routes each type of activity to its handler.</summary>
internal sealed class ActivityRouter(MessageTurns messages, InvokeTurns invokes, TeamsTelemetry telemetry)
{
    /// <summary>Known types that mean nothing to the bot.</summary>
    private static readonly HashSet<string> Ignored =
    [
        "messageUpdate",
        "messageDelete",
        "messageReaction",
        "typing",
        "event",
        "endOfConversation",
        "deleteUserData",
        "contactRelationUpdate",
        "suggestion",
        "trace",
        "handoff",
        "command",
        "commandResult",
    ];

    /// <summary>Answers an admitted activity.</summary>
    public async ValueTask<TurnAnswer> AnswerAsync(Activity activity, string tenant, CancellationToken cancellationToken)
    {
        switch (activity.Type)
        {
            case "message":
                return await messages.TakeAsync(activity, tenant, cancellationToken);
            case "invoke":
                if (!InvokeTurns.Knows(activity.Name))
                    telemetry.Unknown("invoke");
                else if (MessageTurns.IsFromBot(activity))
                    return TurnAnswer.Ok;
                return await invokes.AnswerAsync(activity, tenant, cancellationToken);
            case "installationUpdate" when activity.Action == "add":
            case "conversationUpdate" when IsBotAdded(activity):
                return await messages.WelcomeAsync(activity, tenant, cancellationToken);
            case "installationUpdate" when activity.Action == "remove":
                return await messages.LeaveAsync(activity, tenant, cancellationToken);
            case "installationUpdate" or "conversationUpdate":
                return TurnAnswer.Ok;
            default:
                if (!Ignored.Contains(activity.Type!))
                    telemetry.Unknown("activity");
                return TurnAnswer.Ok;
        }
    }

    /// <summary>The activity's type for telemetry. A name from the wire must not create a new time series.</summary>
    public static string Known(string? type) =>
        type switch
        {
            "message" or "invoke" or "installationUpdate" or "conversationUpdate" => type,
            not null when Ignored.Contains(type) => type,
            _ => "other",
        };

    private static bool IsBotAdded(Activity activity) =>
        activity.Recipient?.Id is { } bot && activity.MembersAdded?.Any(member => member?.Id == bot) == true;
}
