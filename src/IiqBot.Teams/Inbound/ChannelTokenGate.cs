using IiqBot.Teams.Activities;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace IiqBot.Teams.Inbound;

/// <summary>
/// The gate of a registered bot. It requires a valid token for this service URL, from a key that may sign for this channel; an activity
/// from Teams; and a tenant on the list, for every type of activity (docs/reference/teams.md, "Authentication of what comes in").
/// </summary>
internal sealed class ChannelTokenGate(ChannelTokenValidator validator, IOptions<TeamsOptions> options) : IGate
{
    public async ValueTask<Entry> EnterAsync(HttpContext context)
    {
        var headers = context.Request.Headers.Authorization;
        if (headers.Count != 1)
            return new Entry(StatusCodes.Status401Unauthorized);
        try
        {
            var token = await validator.ValidateAsync(headers[0], context.RequestAborted);
            return token is null ? new Entry(StatusCodes.Status401Unauthorized) : new Entry(0, token);
        }
        catch (MetadataUnavailableException)
        {
            return new Entry(StatusCodes.Status503ServiceUnavailable);
        }
    }

    public Admission Admit(Entry entry, Activity activity)
    {
        if (
            entry.Token is not { } token
            || string.IsNullOrEmpty(token.ServiceUrl)
            || !token.ServiceUrl.Equals(activity.ServiceUrl, StringComparison.OrdinalIgnoreCase)
            || !token.Endorsements.Contains(activity.ChannelId, StringComparer.Ordinal)
        )
            return new Admission(StatusCodes.Status401Unauthorized);

        if (
            activity.ChannelId != Platform.Channel
            || !Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var serviceUrl)
            || !options.Value.Cloud.Trusts(serviceUrl)
            || Tenants.Of(activity) is not { } tenant
            || !options.Value.TenantIds.Contains(tenant, StringComparer.OrdinalIgnoreCase)
        )
            return new Admission(StatusCodes.Status403Forbidden);

        return new Admission(0, tenant);
    }
}

/// <summary>Finds the tenant of an activity.</summary>
internal static class Tenants
{
    /// <summary>The tenant; null when the activity names none, or two different ones.</summary>
    public static string? Of(Activity activity)
    {
        var (conversation, channel) = (activity.Conversation?.TenantId, activity.ChannelData?.Tenant?.Id);
        if (string.IsNullOrEmpty(conversation))
            return string.IsNullOrEmpty(channel) ? null : channel;
        return string.IsNullOrEmpty(channel) || conversation.Equals(channel, StringComparison.OrdinalIgnoreCase) ? conversation : null;
    }
}
