using System.Net.Mail;
using System.Text.Json;
using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using IiqBot.Slack.Api;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack;

/// <summary>
/// Asks Slack who a person is (<c>users.info</c>), because payloads carry no e-mail. Guests, bots, deactivated accounts and people of other
/// workspaces in shared channels are no members. An e-mail counts only when it is confirmed. The directory caches nothing.
/// </summary>
internal sealed class SlackPersonDirectory(SlackApi api, Workspaces workspaces) : IPersonDirectory
{
    public string Platform => Slack.Platform.Name;

    public async Task<PlatformPerson> FindAsync(Actor actor, ConversationAddress conversation, CancellationToken cancellationToken)
    {
        var answer = await api.UserAsync(actor.Tenant, actor.UserId, cancellationToken);
        // Slack says so about people of other organizations who no longer share a channel with anybody here.
        if (answer.Error is "user_not_found" or "user_not_visible")
            return new PlatformPerson(null, null, IsGuest: true);
        if (!answer.IsDelivered || answer.Body.Member("user") is not { } user)
            throw new PersonDirectoryException($"Slack did not say who a person is: {answer.Outcome} {answer.Error}");
        return new PlatformPerson(EmailOf(user), user.Text("real_name") ?? user.Text("profile", "real_name"), IsGuest(user, actor));
    }

    private bool IsGuest(JsonElement user, Actor actor) =>
        user.Text("id") != actor.UserId
        || user.Is("deleted")
        || user.Is("is_bot")
        || user.Is("is_app_user")
        || user.Is("is_restricted")
        || user.Is("is_ultra_restricted")
        || user.Is("is_stranger")
        || user.Is("is_invited_user")
        || user.Is("is_workflow_bot")
        || !(
            user.Text("team_id") == actor.Tenant || workspaces.Admits(user.Text("team_id"), user.Text("enterprise_user", "enterprise_id"))
        );

    private static string? EmailOf(JsonElement user)
    {
        var email = user.Text("profile", "email");
        return
            user.Is("is_email_confirmed") && email is not null && MailAddress.TryCreate(email, out var address) && address.Address == email
            ? email
            : null;
    }
}
