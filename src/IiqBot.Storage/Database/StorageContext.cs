using IiqBot.Core.Durability;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace IiqBot.Storage.Database;

/// <summary>
/// The tables, which are the same on both databases. Times are UTC ticks, so that both databases compare them alike. Hand-written SQL uses
/// the names from here.
/// </summary>
internal abstract class StorageContext(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<InboxRow> Inbox => Set<InboxRow>();

    public DbSet<InboxKeyRow> InboxKeys => Set<InboxKeyRow>();

    public DbSet<FilingRow> Filings => Set<FilingRow>();

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    public DbSet<PostedCardRow> PostedCards => Set<PostedCardRow>();

    public DbSet<ConversationRow> Conversations => Set<ConversationRow>();

    public DbSet<KnownPersonRow> KnownPeople => Set<KnownPersonRow>();

    public DbSet<PersonalSettingsRow> PersonalSettings => Set<PersonalSettingsRow>();

    public DbSet<TicketActRow> TicketActs => Set<TicketActRow>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<InboxRow>(table =>
        {
            table.ToTable("inbox").HasKey(row => row.Number);
            table.Property(row => row.Id).ValueGeneratedNever();
            table
                .HasMany(row => row.Keys)
                .WithOne()
                .HasForeignKey(row => row.ItemId)
                .HasPrincipalKey(row => row.Id)
                .OnDelete(DeleteBehavior.Cascade);
            table.HasIndex(row => row.LeasedUntil).HasFilter(StateSql.IsOpen).HasDatabaseName("ix_inbox_open");
            table
                .HasIndex(row => new
                {
                    row.Platform,
                    row.Tenant,
                    row.UserId,
                    row.Number,
                })
                .HasFilter(StateSql.IsWaiting)
                .HasDatabaseName("ix_inbox_waiting");
            table.HasIndex(row => row.FinishedAt).HasDatabaseName("ix_inbox_finished_at");
            table.HasIndex(row => row.Reference).HasFilter(StateSql.IsOpen).HasDatabaseName("ix_inbox_reference");
        });
        modelBuilder.Entity<InboxKeyRow>(table =>
        {
            table.ToTable("inbox_keys").HasKey(row => row.Key);
            table.HasIndex(row => row.ItemId).HasDatabaseName("ix_inbox_keys_item_id");
        });
        modelBuilder.Entity<FilingRow>().ToTable("filings").HasKey(row => row.Reference);
        modelBuilder.Entity<OutboxRow>(table =>
        {
            table.ToTable("outbox").HasKey(row => row.Number);
            table.HasIndex(row => row.Id).IsUnique().HasDatabaseName("ix_outbox_id");
            table.HasIndex(row => row.Key).IsUnique().HasFilter(StateSql.IsUnleased).HasDatabaseName("ix_outbox_waiting_key");
            table
                .HasIndex(row => new
                {
                    row.Platform,
                    row.Tenant,
                    row.Conversation,
                    row.Number,
                })
                .HasFilter(StateSql.IsOwed)
                .HasDatabaseName("ix_outbox_conversation");
            table.HasIndex(row => row.Due).HasFilter(StateSql.IsOwed).HasDatabaseName("ix_outbox_due");
        });
        modelBuilder.Entity<PostedCardRow>(table =>
        {
            table
                .ToTable("posted_cards")
                .HasKey(row => new
                {
                    row.Platform,
                    row.Tenant,
                    row.Conversation,
                    row.MessageId,
                });
            table.HasIndex(row => new { row.TicketId, row.PostedAt }).HasDatabaseName("ix_posted_cards_ticket");
        });
        modelBuilder.Entity<ConversationRow>(table =>
        {
            table
                .ToTable("conversations")
                .HasKey(row => new
                {
                    row.Platform,
                    row.Tenant,
                    row.Conversation,
                });
            table
                .HasIndex(row => new
                {
                    row.Platform,
                    row.OwnerTenant,
                    row.OwnerId,
                })
                .HasDatabaseName("ix_conversations_owner");
        });
        modelBuilder
            .Entity<KnownPersonRow>()
            .ToTable("known_people")
            .HasKey(row => new
            {
                row.Platform,
                row.Tenant,
                row.UserId,
            });
        modelBuilder.Entity<PersonalSettingsRow>(table =>
        {
            table.ToTable("personal_settings").HasKey(row => row.PersonId);
            table.Property(row => row.PersonId).ValueGeneratedNever();
        });
        modelBuilder.Entity<TicketActRow>(table =>
        {
            table.ToTable("ticket_acts").HasKey(row => row.Number);
            table.HasIndex(row => row.Id).IsUnique().HasDatabaseName("ix_ticket_acts_id");
            table.HasIndex(row => new { row.TicketId, row.Number }).HasDatabaseName("ix_ticket_acts_ticket");
        });
        modelBuilder.Entity<AuditRow>(table =>
        {
            table.ToTable("audit").HasKey(row => row.Number);
            table.HasIndex(row => new { row.At, row.Number }).HasDatabaseName("ix_audit_at");
            table.HasIndex(row => row.Reference).HasDatabaseName("ix_audit_reference");
        });
        modelBuilder.Entity<DataProtectionKey>().ToTable("data_protection_keys");
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(table => table.GetProperties()))
            property.SetColumnName(SnakeCase(property.Name));
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((letter, at) => (at > 0 && char.IsUpper(letter) ? "_" : "") + char.ToLowerInvariant(letter)));

    private sealed class UtcTicks()
        : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}

/// <summary>The tables in SQLite, with the migrations in <c>Migrations/Sqlite</c>.</summary>
internal sealed class SqliteContext(DbContextOptions<SqliteContext> options) : StorageContext(options);

/// <summary>The tables in PostgreSQL, with the migrations in <c>Migrations/PostgreSql</c>.</summary>
internal sealed class PostgreSqlContext(DbContextOptions<PostgreSqlContext> options) : StorageContext(options);
