using IiqBot.Sandbox.Desk;
using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Faults;
using IiqBot.Sandbox.Http;
using IiqBot.Sandbox.Rules;

namespace IiqBot.Sandbox;

/// <summary>The switches behind the API, in-process; <c>/_sandbox/</c> offers the same over HTTP.</summary>
public sealed class SandboxControl
{
    private readonly World _world;

    internal SandboxControl(World world) => _world = world;

    /// <summary>The faults that are switched on.</summary>
    public IReadOnlyList<Fault> Faults => _world.Faults.Current;

    /// <summary>Calls since the last reset, by method and route template: <c>GET /api/v1.0/tickets/{ticketId}</c>.</summary>
    public IReadOnlyDictionary<string, int> Calls => _world.Calls.Counts;

    /// <summary>Which method updates a whole ticket.</summary>
    public UpdateVerb UpdateVerb
    {
        get => _world.UpdateVerb;
        set => _world.UpdateVerb = value;
    }

    /// <summary>A few people of each kind to try things with.</summary>
    public IReadOnlyList<SandboxPerson> SamplePeople
    {
        get
        {
            lock (_world.Gate)
            {
                return
                [
                    .. Role
                        .All.Where(role => role != Role.Faculty)
                        .SelectMany(role =>
                            _world
                                .District.People.Where(person => person.Role == role && person != _world.District.ServiceAccount)
                                .Take(role == Role.Staff || role == Role.Agent ? 3 : 1)
                        )
                        .Select(Public),
                ];
            }
        }
    }

    /// <summary>Switches a fault on, beside those that are on already.</summary>
    public void Add(Fault fault) => _world.Faults.Add(fault);

    /// <summary>Switches all faults off.</summary>
    public void ClearFaults() => _world.Faults.Clear();

    /// <summary>Waits until a call is being held by <see cref="FaultKind.Slow"/>; each held call ends one wait.</summary>
    public Task UntilHeldAsync(CancellationToken cancellationToken) => _world.Faults.UntilHeldAsync(cancellationToken);

    /// <summary>Starts counting calls anew.</summary>
    public void ResetCalls() => _world.Calls.Reset();

    /// <summary>Makes an outgoing call on ticket changes.</summary>
    public void Add(Webhook webhook)
    {
        lock (_world.Gate)
            _world.Webhooks.Register(webhook);
    }

    /// <summary>Forgets all outgoing calls.</summary>
    public void ClearWebhooks()
    {
        lock (_world.Gate)
            _world.Webhooks.Clear();
    }

    /// <summary>
    /// Leaves an entry in a ticket's timeline, of any kind and visibility, and closes the ticket where that goes with it.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such ticket, person or kind.</exception>
    public void Add(SandboxEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_world.Gate)
            Leaving.Leave(_world, entry);
    }

    /// <summary>Adds a person or changes their name and role; an agent is put in a team.</summary>
    /// <param name="email">Their e-mail address.</param>
    /// <param name="name">Their full name; the last word is the last name.</param>
    /// <param name="role">Any role's name, or requester, agent, administrator.</param>
    /// <exception cref="ArgumentException">There is no such role, or the e-mail address is empty.</exception>
    public SandboxPerson SetPerson(string email, string name, string role)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(email);
        var found = Role.Find(role) ?? throw new ArgumentException($"There is no role \"{role}\".", nameof(role));
        lock (_world.Gate)
            return Public(Newcomers.Set(_world, email.Trim(), name, found));
    }

    /// <summary>Deactivates somebody's account, or activates it again. Their role and their tickets stay.</summary>
    /// <exception cref="ArgumentException">Nobody has this e-mail address.</exception>
    public SandboxPerson SetActive(string email, bool isActive)
    {
        lock (_world.Gate)
        {
            var person =
                _world.District.PersonByEmail(email) ?? throw new ArgumentException("Nobody has this e-mail address.", nameof(email));
            person.IsActive = isActive;
            return Public(person);
        }
    }

    private static SandboxPerson Public(Person person) =>
        new(person.UserId, person.Email, person.Name, person.Role.Name) { IsActive = person.IsActive };
}
