namespace IiqBot.FakeConnector.Connector;

/// <summary>What a request calls.</summary>
internal enum RouteKind
{
    /// <summary>No such path: 404.</summary>
    Unknown,

    /// <summary>A path of the API, but not with this method: 405.</summary>
    WrongMethod,

    /// <summary>In the Bot Connector API, but not offered by Teams.</summary>
    NotOffered,

    CreateConversation,
    SendToConversation,
    ReplyToActivity,
    UpdateActivity,
    DeleteActivity,
    Members,
    PagedMembers,
    Member,
    Team,
    TeamChannels,
    AttachmentView,
}

/// <summary>
/// The routes of ConnectorAPI.json, and the three Teams adds (msteams-docs, get-teams-context): one member, a team, a team's channels.
/// </summary>
internal readonly record struct ConnectorRoute(RouteKind Kind, string Id = "", string SubId = "")
{
    public static ConnectorRoute Match(string method, ReadOnlySpan<string> path) =>
        path switch
        {
            _ when path.Contains("") => new(RouteKind.Unknown),
            ["v3", "conversations"] => new(
                method switch
                {
                    "POST" => RouteKind.CreateConversation,
                    "GET" => RouteKind.NotOffered,
                    _ => RouteKind.WrongMethod,
                }
            ),
            ["v3", "conversations", var id, "activities"] => new(
                method == "POST" ? RouteKind.SendToConversation : RouteKind.WrongMethod,
                id
            ),
            ["v3", "conversations", _, "activities", "history"] => new(method == "POST" ? RouteKind.NotOffered : RouteKind.WrongMethod),
            ["v3", "conversations", var id, "activities", var activity] => new(
                method switch
                {
                    "POST" => RouteKind.ReplyToActivity,
                    "PUT" => RouteKind.UpdateActivity,
                    "DELETE" => RouteKind.DeleteActivity,
                    _ => RouteKind.WrongMethod,
                },
                id,
                activity
            ),
            ["v3", "conversations", _, "activities", _, "members"] => new(method == "GET" ? RouteKind.NotOffered : RouteKind.WrongMethod),
            ["v3", "conversations", var id, "members"] => new(method == "GET" ? RouteKind.Members : RouteKind.WrongMethod, id),
            ["v3", "conversations", var id, "pagedmembers"] => new(method == "GET" ? RouteKind.PagedMembers : RouteKind.WrongMethod, id),
            ["v3", "conversations", var id, "members", var member] => new(
                method switch
                {
                    "GET" => RouteKind.Member,
                    "DELETE" => RouteKind.NotOffered,
                    _ => RouteKind.WrongMethod,
                },
                id,
                member
            ),
            ["v3", "conversations", _, "attachments"] => new(method == "POST" ? RouteKind.NotOffered : RouteKind.WrongMethod),
            ["v3", "attachments", _] => new(method == "GET" ? RouteKind.NotOffered : RouteKind.WrongMethod),
            ["v3", "attachments", var id, "views", "original"] => new(
                method == "GET" ? RouteKind.AttachmentView : RouteKind.WrongMethod,
                id
            ),
            ["v3", "teams", var id] => new(method == "GET" ? RouteKind.Team : RouteKind.WrongMethod, id),
            ["v3", "teams", var id, "conversations"] => new(method == "GET" ? RouteKind.TeamChannels : RouteKind.WrongMethod, id),
            _ => new(RouteKind.Unknown),
        };
}
