using IiqBot.Teams.Activities;

namespace IiqBot.Teams.Inbound;

/// <summary>
/// The limits of an activity. No client of Teams comes near them. Without them, a forged activity could make the bot process or store
/// whatever fits into a body. <see cref="Cards.ActionData"/> limits the data of cards.
/// </summary>
internal static class ActivityBounds
{
    /// <summary>The longest text. Teams' own limit for a whole message is 100 KB in UTF-16 (docs/reference/teams.md, "Sizes").</summary>
    public const int MostCharacters = 64 * 1024;

    /// <summary>The longest id, name or type. Teams' longest ids have some 200 characters, file names 255.</summary>
    public const int LongestName = 1024;

    /// <summary>The most mentions, and the most attachments. Each emoji is one.</summary>
    public const int MostListed = 1000;

    /// <summary>The maximum depth of the JSON.</summary>
    public const int MostDepth = 32;

    /// <summary>Whether the activity is within the limits.</summary>
    public static bool Fits(Activity activity) =>
        (activity.Text?.Length ?? 0) <= MostCharacters
        && (activity.Entities?.Count ?? 0) <= MostListed
        && (activity.Attachments?.Count ?? 0) <= MostListed
        && AreShort(activity.Type, activity.Id, activity.Name, activity.Action, activity.ServiceUrl, activity.ChannelId)
        && AreShort(activity.Locale, activity.ReplyToId, activity.Conversation?.Id, activity.Conversation?.TenantId)
        && AreShort(activity.ChannelData?.Tenant?.Id, activity.ChannelData?.Team?.Id)
        && IsShort(activity.From)
        && IsShort(activity.Recipient)
        && (activity.Entities ?? []).All(entity => AreShort(entity?.Type, entity?.Text) && IsShort(entity?.Mentioned))
        && (activity.Attachments ?? []).All(attachment => AreShort(attachment?.ContentType, attachment?.Name));

    private static bool IsShort(ChannelAccount? account) => AreShort(account?.Id, account?.Name, account?.AadObjectId);

    private static bool AreShort(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (text?.Length > LongestName)
                return false;
        }
        return true;
    }
}
