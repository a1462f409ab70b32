using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IiqBot.FakeConnector;

/// <summary>All tenants, people, teams and conversations, with ids in the platform's format, the same in each run.</summary>
internal sealed class World(string homeTenantId, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, FakeTenant> _tenants = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, FakeConversation> _conversations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FakeTeam> _teams = new(StringComparer.Ordinal);
    private int _made;
    private long _lastMessage;

    public FakeTenant Home => _tenants.GetOrAdd(homeTenantId, id => new FakeTenant(id, "district.example"));

    public FakeTenant Tenant(string? id) =>
        id is null ? Home : _tenants.GetOrAdd(id, known => new FakeTenant(known, $"tenant{known[..4]}.example"));

    public bool KnowsTenant(string id) => _tenants.ContainsKey(id);

    public FakePerson Person(string name, string? email, PersonRole role, string? aadObjectId, string? tenantId)
    {
        if (role == PersonRole.Anonymous && email is not null)
            throw new ArgumentException("Anonymous people have no e-mail address.", nameof(email));
        var tenant = Tenant(tenantId);
        var seed = Next($"person:{name}");
        return role == PersonRole.Anonymous
            ? new FakePerson("29:1" + Token(seed, 86), name, null, null, null, tenant.Id, role)
            : new FakePerson(
                "29:1" + Token(seed, 86),
                name,
                email,
                role == PersonRole.Guest ? $"{email?.Replace('@', '_')}#EXT#@{tenant.Domain}" : email,
                aadObjectId ?? new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(seed)).AsSpan(0, 16)).ToString(),
                tenant.Id,
                role
            );
    }

    public FakeConversation Chat(ConversationKind kind, string? name, IEnumerable<FakePerson> members, FakeTenant tenant)
    {
        var seed = Next($"{kind}:{name}");
        var id = kind switch
        {
            ConversationKind.Personal => "a:1" + Token(seed, 96),
            ConversationKind.GroupChat => $"19:{Hex(seed)}@thread.v2",
            _ => $"19:{Hex(seed)}@thread.tacv2",
        };
        var conversation = new FakeConversation(id, kind, tenant, name, members);
        _conversations[id] = conversation;
        return conversation;
    }

    public FakeTeam Team(string name, IEnumerable<FakePerson> members)
    {
        var general = Chat(ConversationKind.Channel, null, members, Home);
        var team = new FakeTeam(name, new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(general.Id)).AsSpan(0, 16)).ToString(), general);
        general.Team = team;
        _teams[team.Id] = team;
        return team;
    }

    public FakeConversation AddChannel(FakeTeam team, string name)
    {
        var channel = Chat(ConversationKind.Channel, name, team.General.Members, team.General.Tenant);
        channel.Team = team;
        channel.IsBotInstalled = team.General.IsBotInstalled;
        team.Add(channel);
        return channel;
    }

    public FakeConversation? Conversation(string id) => _conversations.GetValueOrDefault(id);

    public FakeConversation? PersonalChat(string memberId) =>
        _conversations.Values.FirstOrDefault(c =>
            c.Kind == ConversationKind.Personal && c.Members.Any(p => p.Id == memberId || p.AadObjectId == memberId)
        );

    public FakeTeam? Team(string id) => _teams.GetValueOrDefault(id);

    /// <summary>Message ids are times in milliseconds, and never repeat.</summary>
    public string NextMessageId()
    {
        while (true)
        {
            var last = Volatile.Read(ref _lastMessage);
            var next = Math.Max(last + 1, clock.GetUtcNow().ToUnixTimeMilliseconds());
            if (Interlocked.CompareExchange(ref _lastMessage, next, last) == last)
                return next.ToString(CultureInfo.InvariantCulture);
        }
    }

    private string Next(string what) => $"{homeTenantId}/{what}/{Interlocked.Increment(ref _made)}";

    private static string Hex(string seed) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)).AsSpan(0, 16));

    private static string Token(string seed, int length) =>
        Base64Url.EncodeToString(
            SHA512.HashData(Encoding.UTF8.GetBytes(seed)).Concat(SHA512.HashData(Encoding.UTF8.GetBytes(seed + "."))).ToArray()
        )[..length];
}
