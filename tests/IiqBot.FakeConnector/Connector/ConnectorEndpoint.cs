using System.Globalization;
using System.Text;
using IiqBot.FakeConnector.Files;
using IiqBot.FakeConnector.Login;
using Microsoft.AspNetCore.Http;

namespace IiqBot.FakeConnector.Connector;

/// <summary>The Bot Connector REST API: token first, then route, then the call itself.</summary>
internal sealed class ConnectorEndpoint(
    IssuedTokens tokens,
    ActivityCalls activities,
    MemberCalls members,
    CreateConversationCall create,
    FileShelf files,
    ViolationList violations
)
{
    /// <param name="http">The request.</param>
    /// <param name="path">The unescaped segments after the service URL.</param>
    public async Task HandleAsync(HttpContext http, string[] path)
    {
        var route = ConnectorRoute.Match(http.Request.Method, path);
        var verdict = tokens.Judge(http.Request.Headers.Authorization);
        if (verdict != TokenVerdict.Accepted)
        {
            if (verdict != TokenVerdict.Revoked)
                violations.Add($"{Call(http)}: the access token is {verdict.ToString().ToLowerInvariant()}.");
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await WriteAsync(http, ConnectorAnswer.Unauthorized);
            return;
        }

        if (route.Kind == RouteKind.AttachmentView)
        {
            await files.ViewAsync(http, route.Id);
            return;
        }

        var answer = route.Kind switch
        {
            RouteKind.SendToConversation or RouteKind.ReplyToActivity or RouteKind.UpdateActivity or RouteKind.DeleteActivity =>
                await activities.HandleAsync(http, route),
            RouteKind.CreateConversation => await create.HandleAsync(http),
            RouteKind.Members or RouteKind.PagedMembers or RouteKind.Member or RouteKind.Team or RouteKind.TeamChannels =>
                await members.HandleAsync(http, route),
            _ => Refuse(http, route.Kind),
        };
        if (answer is not null)
            await WriteAsync(http, answer);
    }

    internal static string Call(HttpContext http) => $"{http.Request.Method} {http.Request.Path}";

    /// <summary>Answers 429 with the wait in whole seconds, as Retry-After.</summary>
    internal static ConnectorAnswer Throttled(HttpContext http, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return ConnectorAnswer.Throttled;
    }

    private ConnectorAnswer Refuse(HttpContext http, RouteKind kind)
    {
        violations.Add(
            kind switch
            {
                RouteKind.WrongMethod => $"{Call(http)}: the Connector API has no such method here.",
                RouteKind.NotOffered => $"{Call(http)}: Teams does not offer this call of the Connector API.",
                _ => $"{Call(http)}: the Connector API has no such path.",
            }
        );
        return kind == RouteKind.Unknown
            ? ConnectorAnswer.Error(404, "NotFound", "No HTTP resource was found that matches the request URI.")
            : ConnectorAnswer.Error(405, "MethodNotAllowed", "The requested resource does not support this HTTP method.");
    }

    private static async Task WriteAsync(HttpContext http, ConnectorAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        if (answer.Body is null)
            return;
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = Encoding.UTF8.GetByteCount(answer.Body);
        await http.Response.WriteAsync(answer.Body);
    }
}
