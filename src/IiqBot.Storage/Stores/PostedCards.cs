using System.Globalization;
using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.Storage.Database;
using IiqBot.Storage.Json;
using Microsoft.EntityFrameworkCore;

namespace IiqBot.Storage.Stores;

/// <summary>The posted cards in a database.</summary>
internal sealed class PostedCards(StorageDatabase database) : IPostedCards
{
    /// <inheritdoc />
    public Task RememberAsync(PostedCard card, CancellationToken cancellationToken) =>
        database.WriteAsync((context, token) => UpsertAsync(context, card, token), cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<PostedCard>> OfTicketAsync(Guid ticketId, int most, CancellationToken cancellationToken)
    {
        var cards = await database.ReadAsync(
            (context, token) =>
                context
                    .PostedCards.AsNoTracking()
                    .Where(row => row.TicketId == ticketId)
                    .OrderByDescending(row => row.PostedAt)
                    .Take(most)
                    .ToListAsync(token),
            cancellationToken
        );
        return [.. cards.Select(ToCard)];
    }

    /// <inheritdoc />
    public async Task<PostedCard?> InAsync(PostedMessage message, CancellationToken cancellationToken) =>
        await database.ReadAsync((context, token) => In(context, message).AsNoTracking().FirstOrDefaultAsync(token), cancellationToken)
            is { } row
            ? ToCard(row)
            : null;

    /// <inheritdoc />
    public Task ForgetAsync(PostedMessage message, CancellationToken cancellationToken) =>
        database.WriteAsync((context, token) => In(context, message).ExecuteDeleteAsync(token), cancellationToken);

    /// <summary>Saves a card in the caller's transaction.</summary>
    public static Task<int> UpsertAsync(StorageContext context, PostedCard card, CancellationToken cancellationToken)
    {
        var (where, id) = card.Message;
        return context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO posted_cards (platform, tenant, conversation, message_id, address, ticket_id, version, version_ticks, viewer, posted_at)
            VALUES ({where.Platform}, {where.Tenant}, {where.Conversation}, {id}, {StorageJson.Write(
                where
            )}, {card.TicketId}, {card.Version},
                {TicksOf(card.Version)}, {StorageJson.Write(card.Viewer)}, {card.PostedAt.UtcTicks})
            ON CONFLICT (platform, tenant, conversation, message_id) DO UPDATE SET
                address = excluded.address, ticket_id = excluded.ticket_id, version = excluded.version,
                version_ticks = excluded.version_ticks, viewer = excluded.viewer, posted_at = excluded.posted_at
            WHERE posted_cards.ticket_id <> excluded.ticket_id OR posted_cards.version_ticks <= excluded.version_ticks
            """,
            cancellationToken
        );
    }

    private static IQueryable<PostedCardRow> In(StorageContext context, PostedMessage message) =>
        context.PostedCards.Where(row =>
            row.Platform == message.Conversation.Platform
            && row.Tenant == message.Conversation.Tenant
            && row.Conversation == message.Conversation.Conversation
            && row.MessageId == message.MessageId
        );

    private static PostedCard ToCard(PostedCardRow row) =>
        new(
            new(StorageJson.Read<ConversationAddress>(row.Address), row.MessageId),
            row.TicketId,
            row.Version,
            StorageJson.Read<Actor>(row.Viewer),
            row.PostedAt
        );

    // A version is the ticket's modification time in hexadecimal ticks (TicketArguments.VersionOf).
    private static long TicksOf(string version) =>
        long.TryParse(version, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var ticks) ? ticks : 0;
}
