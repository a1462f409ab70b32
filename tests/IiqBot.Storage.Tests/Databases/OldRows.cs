using IiqBot.Core.Durability;
using IiqBot.Storage.Database;
using IiqBot.Storage.Tests.Contracts;
using Microsoft.EntityFrameworkCore;
using static IiqBot.Storage.Tests.Contracts.Samples;

namespace IiqBot.Storage.Tests.Databases;

/// <summary>
/// Rows of every table as earlier versions of the program wrote them. They are literal, because the code that writes them today may change.
/// A new table, or a new required column, gets its rows here together with its migration.
/// </summary>
internal static class OldRows
{
    public const string ReferenceOfFiling = "7F3K2Q";
    public const string KeyXml = "<key id=\"made-up\" />";
    public static readonly Guid Person = Guid.Parse("33333333-3333-3333-3333-333333333333");

    private const string Ada = """{"platform":"teams","tenant":"tenant","userId":"29:ada","displayName":"Ada","locale":"en-US"}""";
    private const string Chat =
        """{"platform":"teams","tenant":"tenant","conversation":"a:ada","scope":"OneToOne","route":"https://smba.example"}""";

    /// <summary>The rows of the first version: a finished request, a waiting request, and one row of each other table.</summary>
    public static async Task OfTheFirstVersionAsync(StorageContext context, WorkItem done, WorkItem waiting, DateTimeOffset time)
    {
        var at = time.UtcTicks;
        await InboxAsync(context, done, WorkState.Done);
        await InboxAsync(context, waiting, WorkState.Waiting);
        await AddAsync(
            context,
            $"""
            INSERT INTO filings (reference, person_id, ticket, state, sent_at, updated_at) VALUES ({ReferenceOfFiling}, {Person},
                {$$"""{"subject":"S","description":"D","requesterId":"{{Person}}","issue":{"id":"{{Person}}","name":"I"},"locationId":"{{Person}}"}"""}, 1, {at}, {at})
            """
        );
        await AddAsync(
            context,
            $"""
            INSERT INTO outbox (id, key, platform, tenant, conversation, delivery, state, attempts, last_outcome, due, leased_until, updated_at)
            VALUES ({Person}, 'redraw', 'teams', 'tenant', 'a:ada',
                {$$"""{"id":"{{Person}}","key":"redraw","to":{{Chat}},"due":"2026-11-24T12:00:00+00:00","messageId":"m1","ticketId":"{{Ticket}}","viewer":{{Ada}},"attempts":0,"createdAt":"2026-11-24T12:00:00+00:00"}"""},
                0, 2, {5}, {at}, 0, {at})
            """
        );
        await AddAsync(
            context,
            $"""
            INSERT INTO posted_cards (platform, tenant, conversation, message_id, address, ticket_id, version, version_ticks, viewer, posted_at)
            VALUES ('teams', 'tenant', 'a:ada', 'm1', {Chat}, {Ticket}, '8dc', {0x8dc}, {Ada}, {at})
            """
        );
        await AddAsync(
            context,
            $"""
            INSERT INTO conversations (platform, tenant, conversation, address, scope, owner_tenant, owner_id, remembered_at)
            VALUES ('teams', 'tenant', 'a:ada', {Chat}, 0, 'tenant', '29:ada', {at})
            """
        );
        await AddAsync(
            context,
            $"""
            INSERT INTO known_people (platform, tenant, user_id, person, remembered_at) VALUES ('teams', 'tenant', '29:ada',
                {$$$"""{"account":{"id":"{{{Person}}}","name":"Ada","email":"ada@maplewood.example","role":"Agent"}}"""}, {at})
            """
        );
        await AddAsync(
            context,
            $"""
            INSERT INTO audit (at, platform, tenant, user_id, person_id, verb, ticket_id, where_tenant, where_conversation, where_scope, outcome, reference)
            VALUES ({at}, 'teams', 'tenant', '29:ada', {Person}, 'ticket.comment', {Ticket}, 'tenant', 'a:ada', 0, 0, {ReferenceOfFiling})
            """
        );
    }

    /// <summary>The rows that the second version added.</summary>
    public static async Task OfTheSecondVersionAsync(StorageContext context, DateTimeOffset time)
    {
        await AddAsync(context, $"/* test */ UPDATE inbox SET finished_at = {time.UtcTicks} WHERE state = 3");
        await AddAsync(context, $"INSERT INTO data_protection_keys (friendly_name, xml) VALUES ('key-made-up', {KeyXml})");
        await AddAsync(
            context,
            $"""
            INSERT INTO ticket_acts (id, ticket_id, act, stored_at) VALUES ({Person}, {Ticket},
                {$$"""{"ticketId":"{{Ticket}}","text":"Ada took it","sharedText":"A technician took it","at":"2026-11-24T12:00:00+00:00","id":"{{Person}}","personId":"{{Person}}","isChange":true,"before":{"changedAssignee":true},"doneAt":"2026-11-24T12:00:00+00:00"}"""},
                {time.UtcTicks})
            """
        );
    }

    /// <summary>The rows that the third version added.</summary>
    public static Task OfTheThirdVersionAsync(StorageContext context, DateTimeOffset time) =>
        AddAsync(
            context,
            $"INSERT INTO personal_settings (person_id, location_id, room_id, asked_at) VALUES ({Person}, {Ticket}, NULL, {time.UtcTicks})"
        );

    private static async Task InboxAsync(StorageContext context, WorkItem item, WorkState state)
    {
        var (id, at) = (item.Id, item.ReceivedAt.UtcTicks);
        var request =
            $$$"""{"id":"{{{item.Request.Id}}}","kind":"FormSubmission","actor":{{{Ada}}},"conversation":{{{Chat}}},"verb":"ticket.comment","arguments":{"text":"It smells of smoke","ticket":"{{{Ticket}}}"},"text":"comment It smells of smoke"}""";
        var answer =
            state == WorkState.Done
                ? """{"$kind":"replace","card":{"title":"Done","summary":"Done","body":[{"$kind":"paragraph","text":"Commented."}]}}"""
                : null;
        await AddAsync(
            context,
            $"""
            INSERT INTO inbox (id, reference, platform, tenant, user_id, request, state, attempts, received_at, due, leased_until, answer)
            VALUES ({id}, {ReferenceOfFiling}, 'teams', 'tenant', '29:ada', {request}, {(int)state}, 1, {at}, {at}, 0, {answer})
            """
        );
        foreach (var key in item.Keys())
            await AddAsync(context, $"INSERT INTO inbox_keys (key, item_id) VALUES ({key}, {id})");
    }

    private static Task<int> AddAsync(StorageContext context, FormattableString row) => context.Database.ExecuteSqlAsync(row, Token);
}
