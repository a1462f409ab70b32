using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IiqBot.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class References : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_inbox_reference",
                table: "inbox",
                column: "reference",
                filter: "state < 3");

            migrationBuilder.CreateIndex(
                name: "ix_audit_reference",
                table: "audit",
                column: "reference");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_inbox_reference",
                table: "inbox");

            migrationBuilder.DropIndex(
                name: "ix_audit_reference",
                table: "audit");
        }
    }
}
