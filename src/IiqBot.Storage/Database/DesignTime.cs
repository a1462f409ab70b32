using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace IiqBot.Storage.Database;

// Make a migration for both databases after a change of the tables (docs/architecture.md says how):
//   dotnet ef migrations add <Name> --project src/IiqBot.Storage --context SqliteContext --output-dir Migrations/Sqlite
//   dotnet ef migrations add <Name> --project src/IiqBot.Storage --context PostgreSqlContext --output-dir Migrations/PostgreSql

/// <summary>Creates the model of the SQLite tables for <c>dotnet ef</c>.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteContext>
{
    public SqliteContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteContext>().UseSqlite("Data Source=:memory:").Options);
}

/// <summary>Creates the model of the PostgreSQL tables for <c>dotnet ef</c>.</summary>
internal sealed class PostgreSqlDesign : IDesignTimeDbContextFactory<PostgreSqlContext>
{
    public PostgreSqlContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlContext>().UseNpgsql("Host=localhost").Options);
}
