using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;
using IiqBot.Storage.Database;
using IiqBot.Storage.Json;
using Microsoft.EntityFrameworkCore;

namespace IiqBot.Storage.Stores;

/// <summary>The known people in a database.</summary>
internal sealed class KnownPeople(StorageDatabase database, TimeProvider time) : IKnownPeople
{
    // As StorageJson writes it. No name can imitate it, because JSON escapes quotation marks in values.
    private const string Administrator = $"\"role\":\"{nameof(UserRole.Administrator)}\"";

    /// <inheritdoc />
    public Task RememberAsync(Actor actor, Person person, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (context, token) =>
                context.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO known_people (platform, tenant, user_id, person, remembered_at)
                    VALUES ({actor.Platform}, {actor.Tenant}, {actor.UserId}, {StorageJson.Write(person)}, {time.GetUtcNow().UtcTicks})
                    ON CONFLICT (platform, tenant, user_id) DO UPDATE SET person = excluded.person, remembered_at = excluded.remembered_at
                    """,
                    token
                ),
            cancellationToken
        );

    /// <inheritdoc />
    public async Task<Person?> FindAsync(Actor actor, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - IKnownPeople.Lifetime;
        var found = await database.ReadAsync(
            (context, token) =>
                Of(context, actor).Where(row => row.RememberedAt > oldest).Select(row => row.Person).FirstOrDefaultAsync(token),
            cancellationToken
        );
        return found is null ? null : StorageJson.Read<Person>(found);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Actor>> AdministratorsAsync(string exceptOn, int most, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - IKnownPeople.Lifetime;
        return await database.ReadAsync(
            (context, token) =>
                context
                    .KnownPeople.Where(row => row.Platform != exceptOn && row.RememberedAt > oldest && row.Person.Contains(Administrator))
                    .OrderByDescending(row => row.RememberedAt)
                    .Take(most)
                    .Select(row => new Actor(row.Platform, row.Tenant, row.UserId))
                    .ToListAsync(token),
            cancellationToken
        );
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Actor>> OfAccountAsync(Guid account, int most, CancellationToken cancellationToken)
    {
        var (oldest, id) = (time.GetUtcNow() - IKnownPeople.Lifetime, $"\"id\":\"{account}\"");
        return await database.ReadAsync(
            (context, token) =>
                context
                    .KnownPeople.Where(row => row.RememberedAt > oldest && row.Person.Contains(id))
                    .OrderByDescending(row => row.RememberedAt)
                    .Take(most)
                    .Select(row => new Actor(row.Platform, row.Tenant, row.UserId))
                    .ToListAsync(token),
            cancellationToken
        );
    }

    /// <inheritdoc />
    public Task ForgetAsync(Actor actor, CancellationToken cancellationToken) =>
        database.WriteAsync((context, token) => Of(context, actor).ExecuteDeleteAsync(token), cancellationToken);

    private static IQueryable<KnownPersonRow> Of(StorageContext context, Actor actor) =>
        context.KnownPeople.Where(row => row.Platform == actor.Platform && row.Tenant == actor.Tenant && row.UserId == actor.UserId);
}

/// <summary>Conversations in a database.</summary>
internal sealed class Conversations(StorageDatabase database, TimeProvider time) : IConversations
{
    /// <inheritdoc />
    public async Task<bool> RememberAsync(ConversationAddress conversation, Actor? owner, CancellationToken cancellationToken)
    {
        var (address, now) = (StorageJson.Write(conversation), time.GetUtcNow());
        return await database.TransactAsync(
            async (context, token) =>
            {
                var isNew =
                    await context.Database.ExecuteSqlAsync(
                        $"""
                        INSERT INTO conversations (platform, tenant, conversation, address, scope, remembered_at)
                        VALUES ({conversation.Platform}, {conversation.Tenant}, {conversation.Conversation}, {address}, {(int)
                            conversation.Scope}, {now.UtcTicks})
                        ON CONFLICT DO NOTHING
                        """,
                        token
                    ) > 0;
                await Of(context, conversation)
                    .ExecuteUpdateAsync(
                        row =>
                            row.SetProperty(r => r.Address, address)
                                .SetProperty(r => r.Scope, conversation.Scope)
                                .SetProperty(r => r.OwnerTenant, owner == null ? null : owner.Tenant)
                                .SetProperty(r => r.OwnerId, owner == null ? null : owner.UserId)
                                .SetProperty(r => r.RememberedAt, now),
                        token
                    );
                return isNew;
            },
            cancellationToken
        );
    }

    /// <inheritdoc />
    public async Task<ConversationAddress?> PersonalOfAsync(Actor person, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(
            (context, token) =>
                context
                    .Conversations.Where(row =>
                        row.Platform == person.Platform
                        && row.OwnerTenant == person.Tenant
                        && row.OwnerId == person.UserId
                        && row.Scope == ConversationScope.OneToOne
                    )
                    .OrderByDescending(row => row.RememberedAt)
                    .Select(row => row.Address)
                    .FirstOrDefaultAsync(token),
            cancellationToken
        );
        return found is null ? null : StorageJson.Read<ConversationAddress>(found);
    }

    /// <inheritdoc />
    public Task ForgetAsync(ConversationAddress conversation, CancellationToken cancellationToken) =>
        database.WriteAsync((context, token) => Of(context, conversation).ExecuteDeleteAsync(token), cancellationToken);

    private static IQueryable<ConversationRow> Of(StorageContext context, ConversationAddress conversation) =>
        context.Conversations.Where(row =>
            row.Platform == conversation.Platform && row.Tenant == conversation.Tenant && row.Conversation == conversation.Conversation
        );
}
