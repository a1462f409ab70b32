using static IiqBot.IncidentIq.Http.Effect;

namespace IiqBot.IncidentIq.Http;

/// <summary>All operations that this client calls, and whether each can be retried (docs/reference/incident-iq-routes.md).</summary>
internal static class Routes
{
    private const string V1 = "/api/v1.0";
    private const string V2 = "/api/v2.0";
    private const string OneTicket = V1 + "/tickets/{ticketId}";

    public static readonly Route Login = Get(V1 + "/login");
    public static readonly Route IsAlive = Get(V1 + "/sites/isalive");
    public static readonly Route Site = Get(V1 + "/sites/{siteUrl}");

    public static readonly Route QueryTickets = Post(V1 + "/tickets", Read);
    public static readonly Route GetTicket = Get(OneTicket);
    public static readonly Route Scan = Post(V1 + "/search/scan", Read);
    public static readonly Route Search = Post(V1 + "/search", Read);

    public static readonly Route CreateTicket = Post(V1 + "/tickets/new", OnceOnlyWrite);
    public static readonly Route UpdateTicket = Post(OneTicket, RepeatableWrite);
    public static readonly Route UpdateTicketByPut = new(HttpMethod.Put, OneTicket, RepeatableWrite);
    public static readonly Route SetStatus = Post(OneTicket + "/status/{statusId}", RepeatableWrite);
    public static readonly Route Close = Post(OneTicket + "/close", RepeatableWrite);
    public static readonly Route Cancel = Post(OneTicket + "/cancel", RepeatableWrite);
    public static readonly Route Assign = Post(OneTicket + "/assign", RepeatableWrite);
    public static readonly Route UnassignUser = Post(OneTicket + "/unassign/user", RepeatableWrite);
    public static readonly Route UnassignTeam = Post(OneTicket + "/unassign/team", RepeatableWrite);
    public static readonly Route SetPriority = Post(OneTicket + "/priority", RepeatableWrite);
    public static readonly Route SetDue = Post(OneTicket + "/due-dates", RepeatableWrite);
    public static readonly Route SetOwner = Post(OneTicket + "/owner/{ownerUserId}/for/{forUserId}", RepeatableWrite);

    public static readonly Route Sla = Get(OneTicket + "/sla");
    public static readonly Route Assets = Get(OneTicket + "/assets");
    public static readonly Route ReplaceAssets = Post(OneTicket + "/assets", RepeatableWrite);
    public static readonly Route AssetsByTag = Get(V1 + "/assets/assettag/{assetTag}");
    public static readonly Route FilesOf = Get(V1 + "/files/entity/{entityTypeId}/{entityId}");
    public static readonly Route Upload = Post(V1 + "/files", OnceOnlyWrite);
    public static readonly Route AttachFile = Post(V1 + "/files/{fileId}/entity/{entityTypeId}/{entityId}", OnceOnlyWrite);
    public static readonly Route Timeline = Get(OneTicket + "/timeline");

    /// <summary>
    /// Can be retried, because the client creates the activity's id (docs/reference/incident-iq-changes.md, "Adding an activity").
    /// </summary>
    public static readonly Route AddActivity = Post(OneTicket + "/activities/new", RepeatableWrite);

    public static readonly Route UserByEmail = Get(V1 + "/users/by-email/{SiteId}/{EmailAddress}");
    public static readonly Route Users = Post(V1 + "/users", Read);

    /// <summary>Not the light form of the list, which does not say which accounts are deactivated.</summary>
    public static readonly Route Agents = Post(V1 + "/users/agents", Read);
    public static readonly Route Teams = Get(V1 + "/teams/all");
    public static readonly Route Locations = Get(V2 + "/locations/all");
    public static readonly Route Rooms = Post(V2 + "/locations/{locationId}/rooms", Read);
    public static readonly Route Issues = Post(V1 + "/issues", Read);
    public static readonly Route Priorities = Get(V1 + "/tickets/priorities");
    public static readonly Route Steps = Get(V1 + "/tickets/workflows/statuses");
    public static readonly Route NextSteps = Get(V1 + "/workflows/steps/{workflowStepId}/nextsteps/steps");
    public static readonly Route CloseReasons = Get(V1 + "/resolutions/close-reason-types");

    private static Route Get(string template) => new(HttpMethod.Get, template, Read);

    private static Route Post(string template, Effect effect) => new(HttpMethod.Post, template, effect);
}
