using IiqBot.Teams.Activities;

namespace IiqBot.Teams.Turns;

/// <summary>Gives each type of activity to those who answer it.</summary>
internal sealed class ActivityRouter(MessageTurns messages, InvokeTurns invokes, TeamsTelemetry telemetry)
{
    /// <summary>Types that are known and mean nothing to the bot.</summary>
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

    /// <summary>Answers an activity that was admitted.</summary>
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

    /// <summary>The activity's type for telemetry: a name from the wire must not make new series.</summary>
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
