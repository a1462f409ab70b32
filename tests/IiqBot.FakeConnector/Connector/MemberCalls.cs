using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace IiqBot.FakeConnector.Connector;

/// <summary>
/// Rosters, single members, teams and channels (msteams-docs, get-teams-context). Roster calls take the chat's, team's or channel's id;
/// one with <c>;messageid=</c> is not found (botframework-sdk #3062).
/// </summary>
internal sealed class MemberCalls(World world, Throttle throttle, FakeFaults faults, ViolationList violations)
{
    public async Task<ConnectorAnswer?> HandleAsync(HttpContext http, ConnectorRoute route)
    {
        if (await faults.ApplyAsync(ConnectorOperation.Read, http) is { } fault)
            return fault.Status > 0 ? ConnectorAnswer.Error(fault.Status, fault.Code, fault.Message) : null;
        var team = world.Team(route.Id);
        var conversation = route.Kind is RouteKind.Team or RouteKind.TeamChannels ? team?.General : world.Conversation(route.Id);
        if (conversation is null)
            return ConnectorAnswer.ConversationNotFound;
        if (throttle.RefuseRead(conversation) is { } wait)
            return ConnectorEndpoint.Throttled(http, wait);
        if (!conversation.IsBotInstalled)
            return ConnectorAnswer.NotInRoster;
        if (conversation.Access == BotAccess.DisabledByAdmin)
            return ConnectorAnswer.DisabledByAdmin;
        return route.Kind switch
        {
            RouteKind.Member => Member(conversation, route.SubId),
            RouteKind.PagedMembers => Paged(http, conversation),
            RouteKind.Members => All(http, conversation),
            RouteKind.Team => ConnectorAnswer.Ok(
                new JsonObject
                {
                    ["id"] = team!.Id,
                    ["name"] = team.Name,
                    ["aadGroupId"] = team.AadGroupId,
                }
            ),
            _ => ConnectorAnswer.Ok(
                new JsonObject
                {
                    ["conversations"] = new JsonArray([.. team!.Channels.Select(c => new JsonObject { ["id"] = c.Id, ["name"] = c.Name })]),
                }
            ),
        };
    }

    private static ConnectorAnswer Member(FakeConversation conversation, string id) =>
        conversation.Members.FirstOrDefault(p => p.Id == id || p.AadObjectId == id || p.UserPrincipalName == id) is { } person
            ? ConnectorAnswer.Ok(Describe(person))
            : ConnectorAnswer.MemberNotFound;

    private static ConnectorAnswer Paged(HttpContext http, FakeConversation conversation)
    {
        var query = http.Request.Query;
        var asked = 200;
        if (query.TryGetValue("pageSize", out var text) && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out asked))
            return ConnectorAnswer.BadArgument("pageSize is not a number.");
        // "Page size less than 50 are treated as 50, and greater than 500 are capped at 500."
        var size = Math.Clamp(asked, 50, 500);
        var skip = 0;
        if (
            query.TryGetValue("continuationToken", out var token)
            && !int.TryParse(
                token.ToString().Replace("page-", "", StringComparison.Ordinal),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out skip
            )
        )
        {
            return ConnectorAnswer.BadArgument("continuationToken is not one the service gave out.");
        }

        var members = conversation.Members;
        var page = new JsonObject { ["members"] = Describe(members.Skip(skip).Take(size)) };
        if (skip + size < members.Count)
            page["continuationToken"] = $"page-{skip + size}";
        return ConnectorAnswer.Ok(page);
    }

    private ConnectorAnswer All(HttpContext http, FakeConversation conversation)
    {
        violations.Add($"{ConnectorEndpoint.Call(http)}: the roster without pages is deprecated, five calls a minute; use pagedmembers.");
        return ConnectorAnswer.Ok(Describe(conversation.Members));
    }

    private static JsonArray Describe(IEnumerable<FakePerson> people) => new([.. people.Select(Describe)]);

    private static JsonObject Describe(FakePerson person)
    {
        var member = new JsonObject
        {
            ["id"] = person.Id,
            ["name"] = person.Name,
            ["tenantId"] = person.TenantId,
            ["userRole"] = person.Role switch
            {
                PersonRole.Anonymous => "anonymous",
                PersonRole.Guest => "guest",
                _ => "user",
            },
        };
        if (person.Role == PersonRole.Anonymous)
            return member;
        var names = person.Name.Split(' ', 2);
        // The sample answers of msteams-docs say objectId, the ChannelAccount of ConnectorAPI.json aadObjectId; Teams sends both.
        member["objectId"] = person.AadObjectId;
        member["aadObjectId"] = person.AadObjectId;
        member["givenName"] = names[0];
        member["surname"] = names.Length > 1 ? names[1] : null;
        member["email"] = person.Email;
        member["userPrincipalName"] = person.UserPrincipalName;
        return member;
    }
}
