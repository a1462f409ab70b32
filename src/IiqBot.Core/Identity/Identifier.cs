using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace IiqBot.Core.Identity;

/// <summary>
/// Finds the Incident IQ account of a platform's user by the e-mail that the platform confirms. The e-mail's domain must be the district's,
/// and the account must be active with a role that may use the bot (docs/architecture.md, "Who may do what").
/// </summary>
public sealed class Identifier(
    IEnumerable<IPersonDirectory> directories,
    ILookups lookups,
    IOptions<BotOptions> options,
    IEnumerable<ITrialAccounts> newcomers,
    SeenPeople seenPeople,
    TimeProvider time
) : IDisposable
{
    private readonly BotOptions _options = options.Value;
    private readonly MemoryCache _people = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    /// <summary>Identifies the person behind a request.</summary>
    /// <exception cref="PersonDirectoryException">The platform did not answer.</exception>
    /// <exception cref="IncidentIq.IncidentIqException">Incident IQ did not answer.</exception>
    public ValueTask<Identification> IdentifyAsync(BotRequest request, CancellationToken cancellationToken) =>
        IdentifyAsync(request.Actor, request.Conversation, cancellationToken);

    /// <summary>Identifies a person whom the platform knows in a conversation.</summary>
    /// <exception cref="PersonDirectoryException">The platform did not answer.</exception>
    /// <exception cref="IncidentIq.IncidentIqException">Incident IQ did not answer.</exception>
    public async ValueTask<Identification> IdentifyAsync(Actor actor, ConversationAddress conversation, CancellationToken cancellationToken)
    {
        var found = await FindAsync(actor, conversation, cancellationToken);
        if (found.IsGuest)
            return new Identification.Refused(Refusal.Guest);
        if (found.Email is not { } email)
            return new Identification.Refused(Refusal.NoEmail);
        if (!IsOurs(email))
            return new Identification.Refused(Refusal.ForeignDomain);

        var account = await lookups.UserByEmailAsync(email, cancellationToken);
        foreach (var desk in newcomers)
            account ??= await desk.WelcomeAsync(found, cancellationToken);
        if (account is null)
            return new Identification.Refused(Refusal.NoAccount);
        if (!account.IsActive || !IsLetIn(account.Role))
            return new Identification.Refused(Refusal.RoleRefused);
        var person = new Person(account);
        seenPeople.Met(actor, person);
        return new Identification.Known(person);
    }

    /// <inheritdoc />
    public void Dispose() => _people.Dispose();

    // The time provider measures its age, because the memory cache does not know that clock. The cache only limits the number of people.
    private async ValueTask<PlatformPerson> FindAsync(Actor actor, ConversationAddress conversation, CancellationToken cancellationToken)
    {
        if (
            _people.TryGetValue(actor.Key, out (PlatformPerson Person, long At) known)
            && time.GetElapsedTime(known.At) < _options.PersonLifetime
        )
            return known.Person;
        var found = await DirectoryOf(actor).FindAsync(actor, conversation, cancellationToken);
        _people.Set(
            actor.Key,
            (found, time.GetTimestamp()),
            new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = _options.PersonLifetime }
        );
        return found;
    }

    private IPersonDirectory DirectoryOf(Actor actor) =>
        directories.FirstOrDefault(directory => directory.Platform == actor.Platform)
        ?? throw new InvalidOperationException($"No directory is registered for the platform '{actor.Platform}'.");

    private bool IsOurs(string email) =>
        _options.AnyEmailDomain || _options.EmailDomains.Contains(email[(email.LastIndexOf('@') + 1)..], StringComparer.OrdinalIgnoreCase);

    private bool IsLetIn(UserRole role) =>
        role is not (UserRole.NoAccess or UserRole.Student or UserRole.Parent) || _options.AlsoAllowedRoles.Contains(role);
}

/// <summary>
/// Gives an account to people whom Incident IQ does not know. Only the made-up district registers one; without it, a person without an
/// account gets no access.
/// </summary>
public interface ITrialAccounts
{
    /// <summary>The new account of a person; null if they get none.</summary>
    Task<User?> WelcomeAsync(PlatformPerson person, CancellationToken cancellationToken);
}
