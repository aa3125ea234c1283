using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HrefCrm.Leads.EntityFrameworkCore.Migrations
{
    /// <inheritdoc />
    public partial class Desk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_leads_tenant_id_stage_id",
                schema: "leads",
                table: "leads");

            migrationBuilder.AddColumn<DateTime>(
                name: "answered_at",
                schema: "leads",
                table: "leads",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "answered_by",
                schema: "leads",
                table: "leads",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "assignee_id",
                schema: "leads",
                table: "leads",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "binned_at",
                schema: "leads",
                table: "leads",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "merged_into_id",
                schema: "leads",
                table: "leads",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "merged_metadata",
                schema: "leads",
                table: "leads",
                type: "json",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "activities",
                schema: "leads",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    actor_name = table.Column<string>(type: "text", nullable: true),
                    text = table.Column<string>(type: "text", nullable: true),
                    before = table.Column<string>(type: "text", nullable: true),
                    after = table.Column<string>(type: "text", nullable: true),
                    changes = table.Column<string>(type: "json", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_activities", x => new { x.tenant_id, x.lead_id, x.id });
                    table.ForeignKey(
                        name: "fk_activities_leads_tenant_id_lead_id",
                        columns: x => new { x.tenant_id, x.lead_id },
                        principalSchema: "leads",
                        principalTable: "leads",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "lead_index",
                schema: "leads",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stage_id = table.Column<Guid>(type: "uuid", nullable: true),
                    status = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    source = table.Column<string>(type: "text", nullable: true),
                    campaign = table.Column<string>(type: "text", nullable: true),
                    assignee_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    answered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    answered_by = table.Column<Guid>(type: "uuid", nullable: true),
                    is_binned = table.Column<bool>(type: "boolean", nullable: false),
                    email = table.Column<string>(type: "text", nullable: true),
                    phone = table.Column<string>(type: "text", nullable: true),
                    search = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lead_index", x => new { x.tenant_id, x.lead_id });
                    table.ForeignKey(
                        name: "fk_lead_index_leads_tenant_id_lead_id",
                        columns: x => new { x.tenant_id, x.lead_id },
                        principalSchema: "leads",
                        principalTable: "leads",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "settings",
                schema: "leads",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    answer_minutes = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_settings", x => x.tenant_id);
                });

            migrationBuilder.CreateTable(
                name: "tasks",
                schema: "leads",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tasks", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_tasks_leads_tenant_id_lead_id",
                        columns: x => new { x.tenant_id, x.lead_id },
                        principalSchema: "leads",
                        principalTable: "leads",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_lead_index_binned",
                schema: "leads",
                table: "lead_index",
                columns: new[] { "tenant_id", "lead_id" },
                filter: "is_binned");

            migrationBuilder.CreateIndex(
                name: "ix_lead_index_tenant_id_assignee_id_lead_id",
                schema: "leads",
                table: "lead_index",
                columns: new[] { "tenant_id", "assignee_id", "lead_id" },
                filter: "NOT is_binned");

            migrationBuilder.CreateIndex(
                name: "ix_lead_index_tenant_id_campaign_lead_id",
                schema: "leads",
                table: "lead_index",
                columns: new[] { "tenant_id", "campaign", "lead_id" },
                filter: "NOT is_binned AND campaign IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_lead_index_tenant_id_email",
                schema: "leads",
                table: "lead_index",
                columns: new[] { "tenant_id", "email" },
                filter: "NOT is_binned AND email IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_lead_index_tenant_id_phone",
                schema: "leads",
                table: "lead_index",
                columns: new[] { "tenant_id", "phone" },
                filter: "NOT is_binned AND phone IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_lead_index_tenant_id_source_lead_id",
                schema: "leads",
                table: "lead_index",
                columns: new[] { "tenant_id", "source", "lead_id" },
                filter: "NOT is_binned");

            migrationBuilder.CreateIndex(
                name: "ix_lead_index_tenant_id_stage_id_lead_id",
                schema: "leads",
                table: "lead_index",
                columns: new[] { "tenant_id", "stage_id", "lead_id" },
                filter: "NOT is_binned");

            migrationBuilder.CreateIndex(
                name: "ix_lead_index_tenant_id_status_lead_id",
                schema: "leads",
                table: "lead_index",
                columns: new[] { "tenant_id", "status", "lead_id" },
                filter: "NOT is_binned");

            migrationBuilder.CreateIndex(
                name: "ix_lead_index_waiting",
                schema: "leads",
                table: "lead_index",
                columns: new[] { "tenant_id", "lead_id" },
                filter: "NOT is_binned AND answered_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_tasks_tenant_id_due_on",
                schema: "leads",
                table: "tasks",
                columns: new[] { "tenant_id", "due_on" },
                filter: "done_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_tasks_tenant_id_lead_id",
                schema: "leads",
                table: "tasks",
                columns: new[] { "tenant_id", "lead_id" });

            migrationBuilder.DropIndex(
                name: "ix_leads_tenant_id_email",
                schema: "leads",
                table: "leads");

            migrationBuilder.DropIndex(
                name: "ix_leads_tenant_id_phone",
                schema: "leads",
                table: "leads");

            // The transaction that wrote a row, by which followers hear of it. What is there already has 0, so that the table is not written anew.
            migrationBuilder.Sql(
                """
                ALTER TABLE leads.leads ADD revision xid8 NOT NULL DEFAULT '0';
                ALTER TABLE leads.leads ALTER revision SET DEFAULT pg_current_xact_id();
                ALTER TABLE leads.activities ADD revision xid8 NOT NULL DEFAULT pg_current_xact_id();
                CREATE INDEX ix_activities_revision ON leads.activities (revision);
                -- How far the index of leads has come.
                CREATE TABLE leads.index_progress (id int PRIMARY KEY CHECK (id = 1), revision xid8 NOT NULL, after_tenant uuid NOT NULL, after_lead uuid NOT NULL);
                -- Leads that somebody had locked when their turn came.
                CREATE TABLE leads.index_blocked (tenant_id uuid NOT NULL, lead_id uuid NOT NULL, PRIMARY KEY (tenant_id, lead_id));
                INSERT INTO leads.index_progress VALUES (1, '0', '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000');
                """);

            // Parts of words are found by their trigrams. Both extensions are trusted: the owner of a schema may make them.
            migrationBuilder.Sql(
                """
                CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA leads;
                CREATE EXTENSION IF NOT EXISTS btree_gin SCHEMA leads;
                SET LOCAL search_path = leads, public;
                CREATE INDEX ix_lead_index_search ON leads.lead_index USING gin (tenant_id, search gin_trgm_ops)
                    WITH (gin_pending_list_limit = 512) WHERE NOT is_binned;
                SET LOCAL search_path = DEFAULT;
                """);

            // Counts are appended to and added up on reading, so that nobody waits for another. The indexer draws them together from time to time.
            migrationBuilder.Sql(
                """
                CREATE TABLE leads.lead_counts (
                    tenant_id uuid NOT NULL, id bigint GENERATED ALWAYS AS IDENTITY, stage_id uuid, status varchar(10) NOT NULL, source text,
                    assignee_id uuid, is_waiting boolean NOT NULL, n bigint NOT NULL, CONSTRAINT pk_lead_counts PRIMARY KEY (tenant_id, id));
                -- received: by quarter of an hour; source, campaign: by day and stage; answer: by day, who answered, and within how many minutes.
                CREATE TABLE leads.lead_stats (
                    tenant_id uuid NOT NULL, id bigint GENERATED ALWAYS AS IDENTITY, kind varchar(10) NOT NULL, at timestamptz NOT NULL, key text,
                    stage_id uuid, minutes int, n bigint NOT NULL, CONSTRAINT pk_lead_stats PRIMARY KEY (tenant_id, id));

                CREATE FUNCTION leads.minutes_to_answer(created timestamptz, answered timestamptz) RETURNS int IMMUTABLE LANGUAGE sql AS $$
                    SELECT CASE WHEN m <= 120 THEN greatest(m, 1) WHEN m <= 2880 THEN ceil(m / 60) * 60 ELSE least(ceil(m / 1440), 31) * 1440 END::int
                    FROM (SELECT ceil(extract(epoch FROM answered - created) / 60) AS m) t
                $$;

                -- What is gone counts -1, what is there 1; a change is both.
                CREATE FUNCTION leads.count_leads() RETURNS trigger LANGUAGE plpgsql AS $$
                DECLARE
                    sign int := TG_ARGV[0];
                BEGIN
                    INSERT INTO leads.lead_counts (tenant_id, stage_id, status, source, assignee_id, is_waiting, n)
                    SELECT tenant_id, stage_id, status, source, assignee_id, answered_at IS NULL, sign * count(*)
                    FROM changed WHERE NOT is_binned GROUP BY 1, 2, 3, 4, 5, 6;

                    INSERT INTO leads.lead_stats (tenant_id, kind, at, key, stage_id, minutes, n)
                    SELECT tenant_id, s.kind, s.at, s.key, s.stage_id, s.minutes, sign * count(*) FROM changed CROSS JOIN LATERAL (VALUES
                        ('received', date_bin('15 minutes', created_at, '2000-01-01 00:00+00'), NULL, NULL::uuid, NULL::int),
                        ('source', date_trunc('day', created_at, 'UTC'), source, stage_id, NULL),
                        ('campaign', date_trunc('day', created_at, 'UTC'), campaign, stage_id, NULL),
                        ('answer', date_trunc('day', created_at, 'UTC'), answered_by::text, NULL, leads.minutes_to_answer(created_at, answered_at))
                    ) s (kind, at, key, stage_id, minutes) WHERE NOT is_binned GROUP BY 1, 2, 3, 4, 5, 6;
                    RETURN NULL;
                END $$;
                CREATE TRIGGER count_inserted AFTER INSERT ON leads.lead_index REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION leads.count_leads('1');
                CREATE TRIGGER count_deleted AFTER DELETE ON leads.lead_index REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION leads.count_leads('-1');
                CREATE TRIGGER count_before AFTER UPDATE ON leads.lead_index REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION leads.count_leads('-1');
                CREATE TRIGGER count_after AFTER UPDATE ON leads.lead_index REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION leads.count_leads('1');
                """);

            foreach (var table in new[] { "settings", "lead_index", "activities", "tasks", "lead_counts", "lead_stats", "index_blocked" })
            {
                migrationBuilder.Sql(
                    $"""
                    ALTER TABLE leads.{table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
                    CREATE POLICY app ON leads.{table} TO hrefcrm_app USING (tenant_id = nullif(current_setting('hrefcrm.tenant_id', true), '')::uuid);
                    """);
            }

            // The system role hears which leads there are and which of them something happened to, and no more.
            migrationBuilder.Sql(
                """
                CREATE POLICY system ON leads.leads FOR SELECT TO hrefcrm_system USING (true);
                CREATE POLICY system ON leads.activities FOR SELECT TO hrefcrm_system USING (true);
                GRANT SELECT (tenant_id, id, revision, binned_at) ON leads.leads TO hrefcrm_system;
                GRANT SELECT (tenant_id, lead_id, revision) ON leads.activities TO hrefcrm_system;
                CREATE POLICY system ON leads.index_blocked TO hrefcrm_system USING (true);
                GRANT SELECT, UPDATE ON leads.index_progress TO hrefcrm_system;
                GRANT SELECT, INSERT, UPDATE, DELETE ON leads.index_blocked TO hrefcrm_system;

                GRANT DELETE ON leads.leads TO hrefcrm_app;
                GRANT SELECT, INSERT, UPDATE ON leads.settings, leads.lead_index TO hrefcrm_app;
                GRANT SELECT, INSERT ON leads.activities TO hrefcrm_app;
                GRANT SELECT ON leads.index_blocked TO hrefcrm_app;
                GRANT SELECT, INSERT, UPDATE, DELETE ON leads.tasks TO hrefcrm_app;
                GRANT SELECT, INSERT, DELETE ON leads.lead_counts, leads.lead_stats TO hrefcrm_app;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP POLICY system ON leads.leads;
                REVOKE DELETE ON leads.leads FROM hrefcrm_app;
                ALTER TABLE leads.leads DROP revision;
                DROP TABLE leads.index_progress, leads.index_blocked, leads.lead_counts, leads.lead_stats;
                """);

            migrationBuilder.DropTable(
                name: "activities",
                schema: "leads");

            migrationBuilder.DropTable(
                name: "lead_index",
                schema: "leads");

            migrationBuilder.DropTable(
                name: "settings",
                schema: "leads");

            migrationBuilder.DropTable(
                name: "tasks",
                schema: "leads");

            migrationBuilder.DropColumn(
                name: "answered_at",
                schema: "leads",
                table: "leads");

            migrationBuilder.DropColumn(
                name: "answered_by",
                schema: "leads",
                table: "leads");

            migrationBuilder.DropColumn(
                name: "assignee_id",
                schema: "leads",
                table: "leads");

            migrationBuilder.DropColumn(
                name: "binned_at",
                schema: "leads",
                table: "leads");

            migrationBuilder.DropColumn(
                name: "merged_into_id",
                schema: "leads",
                table: "leads");

            migrationBuilder.DropColumn(
                name: "merged_metadata",
                schema: "leads",
                table: "leads");

            migrationBuilder.CreateIndex(
                name: "ix_leads_tenant_id_stage_id",
                schema: "leads",
                table: "leads",
                columns: new[] { "tenant_id", "stage_id" });

            migrationBuilder.Sql(
                """
                DROP FUNCTION leads.count_leads, leads.minutes_to_answer;
                CREATE INDEX ix_leads_tenant_id_email ON leads.leads (tenant_id, email);
                CREATE INDEX ix_leads_tenant_id_phone ON leads.leads (tenant_id, phone);
                """);
        }
    }
}
