using IiqBot.Core.Identity;
using IiqBot.IncidentIq.Lookups;
using IiqBot.Sandbox;

namespace IiqBot.Web.Trial;

/// <summary>
/// Gives everybody who tries the bot an account in the made-up district, as a technician, so that they have buttons to press. Exists only
/// where the sandbox is the help desk.
/// </summary>
internal sealed class SandboxNewcomers(SandboxServer sandbox, ILookups lookups) : ITrialAccounts
{
    /// <inheritdoc />
    public async Task<User?> WelcomeAsync(PlatformPerson person, CancellationToken cancellationToken)
    {
        if (person.Email is not { } email)
            return null;
        sandbox.Control.SetPerson(email, person.DisplayName ?? email, "Agent");
        await lookups.ForgetUserAsync(email, cancellationToken);
        return await lookups.UserByEmailAsync(email, cancellationToken);
    }
}
