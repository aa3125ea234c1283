using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HrefCrm.Identity.EntityFrameworkCore.Migrations
{
    /// <inheritdoc />
    public partial class Ownership : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "email_confirmed_at",
                schema: "identity",
                table: "people",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "mail_due_at",
                schema: "identity",
                table: "invites",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "mailed_at",
                schema: "identity",
                table: "invites",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "sign_in_failures",
                schema: "identity",
                columns: table => new
                {
                    key = table.Column<byte[]>(type: "bytea", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    last_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_failures", x => x.key);
                });

            migrationBuilder.CreateIndex(
                name: "ix_invites_mail_due_at",
                schema: "identity",
                table: "invites",
                column: "mail_due_at",
                filter: "mail_due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_failures_last_at",
                schema: "identity",
                table: "sign_in_failures",
                column: "last_at");

            // Failures to sign in count here now. The version before goes on counting in columns that this one no longer writes.
            migrationBuilder.Sql(
                """
                GRANT SELECT, INSERT, UPDATE, DELETE ON identity.sign_in_failures TO hrefcrm_system;
                GRANT DELETE ON identity.people TO hrefcrm_system;
                ALTER TABLE identity.people ALTER COLUMN access_failed_count SET DEFAULT 0;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                ALTER TABLE identity.people ALTER COLUMN access_failed_count DROP DEFAULT;
                REVOKE DELETE ON identity.people FROM hrefcrm_system;
                """);

            migrationBuilder.DropTable(
                name: "sign_in_failures",
                schema: "identity");

            migrationBuilder.DropIndex(
                name: "ix_invites_mail_due_at",
                schema: "identity",
                table: "invites");

            migrationBuilder.DropColumn(
                name: "email_confirmed_at",
                schema: "identity",
                table: "people");

            migrationBuilder.DropColumn(
                name: "mail_due_at",
                schema: "identity",
                table: "invites");

            migrationBuilder.DropColumn(
                name: "mailed_at",
                schema: "identity",
                table: "invites");
        }
    }
}
