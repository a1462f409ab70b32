using System.Data.Common;
using IiqBot.Core.Durability;
using IiqBot.Storage.Database;
using IiqBot.Storage.Tests.Contracts;
using IiqBot.Storage.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using static IiqBot.Storage.Tests.Contracts.Samples;

namespace IiqBot.Storage.Tests;

/// <summary>The database itself prevents changes to the audit log.</summary>
public sealed class AuditGuardTests(PostgreSqlServer server)
{
    [Theory]
    [InlineData(Kind.Sqlite, "/* test */ UPDATE audit SET reference = 'x'")]
    [InlineData(Kind.Sqlite, "DELETE FROM audit")]
    [InlineData(Kind.PostgreSql, "/* test */ UPDATE audit SET reference = 'x'")]
    [InlineData(Kind.PostgreSql, "DELETE FROM audit")]
    [InlineData(Kind.PostgreSql, "TRUNCATE audit")]
    public async Task An_audit_entry_cannot_be_changed_or_deleted(Kind kind, string change)
    {
        await using var world = await World.OpenAsync(kind, server);
        var entry = world.Audit(world.Item());
        await world.Get<IAuditLog>().AppendAsync(entry, Token);
        await using var context = world.Get<StorageDatabase>().CreateContext();

        await Assert.ThrowsAnyAsync<DbException>(() => context.Database.ExecuteSqlRawAsync(change, Token));

        Assert.Equal(
            entry,
            Assert.Single(await world.Get<IAuditLog>().ReadAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Token).ToListAsync())
        );
    }
}
