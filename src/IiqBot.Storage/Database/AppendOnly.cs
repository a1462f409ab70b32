using Microsoft.EntityFrameworkCore.Migrations;

namespace IiqBot.Storage.Database;

/// <summary>Used by migrations: makes the database itself reject any change or deletion of a table's rows.</summary>
internal static class AppendOnly
{
    /// <summary>Makes a table append-only.</summary>
    public static void KeepAppendOnly(this MigrationBuilder migration, string table)
    {
        if (migration.ActiveProvider == "Microsoft.EntityFrameworkCore.Sqlite")
        {
            foreach (var change in new[] { "UPDATE", "DELETE" })
            {
                migration.Sql(
                    $"""
                    CREATE TRIGGER {table}_no_{change} BEFORE {change} ON {table}
                    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
                    """
                );
            }
        }
        else
        {
            migration.Sql(
                $"""
                CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$
                """
            );
            migration.Sql(
                $"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
            );
        }
    }
}
