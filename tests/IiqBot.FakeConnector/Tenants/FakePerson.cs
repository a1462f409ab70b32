namespace IiqBot.FakeConnector;

/// <summary>A person's role in the tenant: Teams' <c>userRole</c>.</summary>
public enum PersonRole
{
    /// <summary>Belongs to the tenant.</summary>
    Member,

    /// <summary>Invited from elsewhere; the user principal name has <c>#EXT#</c>.</summary>
    Guest,

    /// <summary>Joined a meeting without signing in; has neither e-mail nor directory object.</summary>
    Anonymous,
}

/// <summary>A person as the bot sees one.</summary>
/// <param name="Id">The Teams user id for this bot, such as <c>29:1…</c>.</param>
/// <param name="Name">Display name.</param>
/// <param name="Email">Null for anonymous people.</param>
/// <param name="UserPrincipalName">Null for anonymous people.</param>
/// <param name="AadObjectId">Directory object id; null for anonymous people.</param>
/// <param name="TenantId">The tenant that the member call returns.</param>
/// <param name="Role">Member, guest or anonymous.</param>
public sealed record FakePerson(
    string Id,
    string Name,
    string? Email,
    string? UserPrincipalName,
    string? AadObjectId,
    string TenantId,
    PersonRole Role
);
