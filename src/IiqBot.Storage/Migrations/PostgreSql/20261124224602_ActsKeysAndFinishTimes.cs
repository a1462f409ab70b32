using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace IiqBot.Storage.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class ActsKeysAndFinishTimes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "finished_at",
                table: "inbox",
                type: "bigint",
                nullable: true);

            // Of what is over already nothing better is known than when it came; without a time it would never be cleaned up.
            migrationBuilder.Sql("UPDATE inbox SET finished_at = received_at WHERE state >= 2");

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: true),
                    xml = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ticket_acts",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    ticket_id = table.Column<Guid>(type: "uuid", nullable: false),
                    act = table.Column<string>(type: "text", nullable: false),
                    stored_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ticket_acts", x => x.number);
                });

            migrationBuilder.CreateIndex(
                name: "ix_inbox_finished_at",
                table: "inbox",
                column: "finished_at");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_acts_id",
                table: "ticket_acts",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ticket_acts_ticket",
                table: "ticket_acts",
                columns: new[] { "ticket_id", "number" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "data_protection_keys");

            migrationBuilder.DropTable(
                name: "ticket_acts");

            migrationBuilder.DropIndex(
                name: "ix_inbox_finished_at",
                table: "inbox");

            migrationBuilder.DropColumn(
                name: "finished_at",
                table: "inbox");
        }
    }
}
