using System;
using HrefCrm.PostgreSql.Migrations;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HrefCrm.Tenancy.EntityFrameworkCore.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "tenancy");

            migrationBuilder.CreateTable(
                name: "tenants",
                schema: "tenancy",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    tagline = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    primary_colour = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    suspended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tenants", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "api_keys",
                schema: "tenancy",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    last_four = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    ends_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_used_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_keys", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_api_keys_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalSchema: "tenancy",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "audit_entries",
                schema: "tenancy",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    about_tenant_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    action = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    actor = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false),
                    from_address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    detail = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entries", x => x.id);
                    table.ForeignKey(
                        name: "fk_audit_entries_tenants_about_tenant_id",
                        column: x => x.about_tenant_id,
                        principalSchema: "tenancy",
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_tenant_id_hash",
                schema: "tenancy",
                table: "api_keys",
                columns: new[] { "tenant_id", "hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_about_tenant_id_id",
                schema: "tenancy",
                table: "audit_entries",
                columns: new[] { "about_tenant_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_tenants_slug",
                schema: "tenancy",
                table: "tenants",
                column: "slug",
                unique: true);

            migrationBuilder.AddRevision("tenancy", "tenants");
            // That a key was used is no change that others must hear of.
            migrationBuilder.AddRevision("tenancy", "api_keys", "ends_at", "revoked_at");

            // Roles are made by `hrefcrm migrate` before any migration runs.
            migrationBuilder.Sql(
                """
                ALTER TABLE tenancy.tenants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
                ALTER TABLE tenancy.api_keys ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
                ALTER TABLE tenancy.audit_entries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
                CREATE POLICY app ON tenancy.tenants TO hrefcrm_app
                    USING (id = nullif(current_setting('hrefcrm.tenant_id', true), '')::uuid);
                CREATE POLICY app ON tenancy.api_keys TO hrefcrm_app
                    USING (tenant_id = nullif(current_setting('hrefcrm.tenant_id', true), '')::uuid);
                CREATE POLICY app ON tenancy.audit_entries TO hrefcrm_app
                    USING (about_tenant_id = nullif(current_setting('hrefcrm.tenant_id', true), '')::uuid);
                CREATE POLICY system ON tenancy.tenants TO hrefcrm_system USING (true);
                CREATE POLICY system ON tenancy.api_keys TO hrefcrm_system USING (true);
                CREATE POLICY system ON tenancy.audit_entries TO hrefcrm_system USING (true);

                GRANT USAGE ON SCHEMA tenancy TO hrefcrm_app, hrefcrm_system;
                GRANT SELECT, UPDATE (name, tagline, primary_colour, updated_at) ON tenancy.tenants TO hrefcrm_app;
                GRANT SELECT, INSERT, UPDATE ON tenancy.tenants TO hrefcrm_system;
                GRANT SELECT, INSERT, UPDATE ON tenancy.api_keys TO hrefcrm_app, hrefcrm_system;
                -- Nobody changes what the trail holds.
                GRANT SELECT, INSERT ON tenancy.audit_entries TO hrefcrm_app, hrefcrm_system;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_keys",
                schema: "tenancy");

            migrationBuilder.DropTable(
                name: "audit_entries",
                schema: "tenancy");

            migrationBuilder.DropTable(
                name: "tenants",
                schema: "tenancy");
        }
    }
}
