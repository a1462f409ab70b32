using System.Net.Mail;
using System.Text.Json;
using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using IiqBot.Teams.Activities;
using IiqBot.Teams.Connector;

namespace IiqBot.Teams;

/// <summary>
/// Asks Teams who a person is, with the connector's single-member call, because activities carry no e-mail. Caches nothing.
/// </summary>
internal sealed class TeamsPersonDirectory(ConnectorClient connector) : IPersonDirectory
{
    private const string ExternalMark = "#EXT#";

    public string Platform => Teams.Platform.Name;

    public async Task<PlatformPerson> FindAsync(Actor actor, ConversationAddress conversation, CancellationToken cancellationToken)
    {
        var reference = ConversationReference.Of(conversation);
        // The call needs the channel's id. The address of somebody else's request has another person's.
        var user = reference.ActorId == actor.UserId && reference.UserId is { Length: > 0 } id ? id : actor.UserId;
        var answer = await connector.GetMemberAsync(conversation, user, cancellationToken);
        if (!answer.IsDelivered || Read(answer.Body) is not { } member)
            throw new PersonDirectoryException($"Teams did not say who a person is: {answer.Outcome} {(int?)answer.Status} {answer.Code}");
        return new PlatformPerson(EmailOf(member), member.Name, IsGuest(member, actor.Tenant));
    }

    /// <summary>
    /// Guests and people of other organisations. Teams does not always name the role, so the sign-in name and the tenant count too.
    /// </summary>
    private static bool IsGuest(TeamsMember member, string tenant) =>
        member.UserRole is { } role
            && (role.Equals("guest", StringComparison.OrdinalIgnoreCase) || role.Equals("anonymous", StringComparison.OrdinalIgnoreCase))
        || member.UserPrincipalName?.Contains(ExternalMark, StringComparison.OrdinalIgnoreCase) == true
        || (!string.IsNullOrEmpty(member.TenantId) && !member.TenantId.Equals(tenant, StringComparison.OrdinalIgnoreCase));

    private static string? EmailOf(TeamsMember member)
    {
        if (IsMailShaped(member.Email))
            return member.Email;
        return
            IsMailShaped(member.UserPrincipalName) && !member.UserPrincipalName!.Contains(ExternalMark, StringComparison.OrdinalIgnoreCase)
            ? member.UserPrincipalName
            : null;
    }

    private static bool IsMailShaped(string? text) =>
        !string.IsNullOrWhiteSpace(text) && MailAddress.TryCreate(text, out var address) && address.Address == text;

    private static TeamsMember? Read(byte[]? body)
    {
        if (body is null)
            return null;
        try
        {
            return JsonSerializer.Deserialize(body, ProtocolJson.Default.TeamsMember);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
