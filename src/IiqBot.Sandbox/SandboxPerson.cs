namespace IiqBot.Sandbox;

/// <summary>Somebody with an account in the made-up district.</summary>
/// <param name="UserId">Their Incident IQ id.</param>
/// <param name="Email">Their e-mail address.</param>
/// <param name="Name">Their full name.</param>
/// <param name="Role">The name of their role, such as Staff, Agent, iiQ Administrator.</param>
public sealed record SandboxPerson(Guid UserId, string Email, string Name, string Role)
{
    /// <summary>False once the account was deactivated.</summary>
    public bool IsActive { get; init; } = true;
}
