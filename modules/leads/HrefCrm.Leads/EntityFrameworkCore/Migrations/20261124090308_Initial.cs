using System;
using HrefCrm.PostgreSql.Migrations;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HrefCrm.Leads.EntityFrameworkCore.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "leads");

            migrationBuilder.CreateTable(
                name: "pipeline_stages",
                schema: "leads",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    colour = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    sort_order = table.Column<int>(type: "integer", nullable: false),
                    type = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pipeline_stages", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "leads",
                schema: "leads",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    first_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    last_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    email = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: true),
                    phone = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    street = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    city = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    state = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    zip = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    utm_source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    utm_medium = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    utm_campaign = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    utm_term = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    utm_content = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    metadata = table.Column<string>(type: "json", nullable: true),
                    stage_id = table.Column<Guid>(type: "uuid", nullable: true),
                    status = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_leads", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_leads_pipeline_stages_tenant_id_stage_id",
                        columns: x => new { x.tenant_id, x.stage_id },
                        principalSchema: "leads",
                        principalTable: "pipeline_stages",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_leads_tenant_id_email",
                schema: "leads",
                table: "leads",
                columns: new[] { "tenant_id", "email" });

            migrationBuilder.CreateIndex(
                name: "ix_leads_tenant_id_phone",
                schema: "leads",
                table: "leads",
                columns: new[] { "tenant_id", "phone" });

            migrationBuilder.CreateIndex(
                name: "ix_leads_tenant_id_stage_id",
                schema: "leads",
                table: "leads",
                columns: new[] { "tenant_id", "stage_id" });

            migrationBuilder.AddRevision("leads", "pipeline_stages");

            // Roles are made by `hrefcrm migrate` before any migration runs.
            migrationBuilder.Sql(
                """
                ALTER TABLE leads.pipeline_stages ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
                ALTER TABLE leads.leads ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
                CREATE POLICY app ON leads.pipeline_stages TO hrefcrm_app
                    USING (tenant_id = nullif(current_setting('hrefcrm.tenant_id', true), '')::uuid);
                CREATE POLICY app ON leads.leads TO hrefcrm_app
                    USING (tenant_id = nullif(current_setting('hrefcrm.tenant_id', true), '')::uuid);
                CREATE POLICY system ON leads.pipeline_stages TO hrefcrm_system USING (true);
                CREATE POLICY intake ON leads.leads FOR INSERT TO hrefcrm_intake WITH CHECK (true);

                GRANT USAGE ON SCHEMA leads TO hrefcrm_app, hrefcrm_intake, hrefcrm_system;
                GRANT SELECT, INSERT, UPDATE, DELETE ON leads.pipeline_stages TO hrefcrm_app;
                GRANT SELECT, INSERT ON leads.pipeline_stages TO hrefcrm_system;
                GRANT SELECT, INSERT, UPDATE ON leads.leads TO hrefcrm_app;
                GRANT INSERT ON leads.leads TO hrefcrm_intake;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "leads",
                schema: "leads");

            migrationBuilder.DropTable(
                name: "pipeline_stages",
                schema: "leads");
        }
    }
}
