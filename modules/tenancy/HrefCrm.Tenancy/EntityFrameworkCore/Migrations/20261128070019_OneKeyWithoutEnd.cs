using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HrefCrm.Tenancy.EntityFrameworkCore.Migrations
{
    /// <inheritdoc />
    public partial class OneKeyWithoutEnd : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Of keys that rotations at the same moment left without an end, the newest stays; nobody knows which are in use, so the others get the longest
            // grace. The owner sees no row while row-level security is forced.
            migrationBuilder.Sql(
                """
                ALTER TABLE tenancy.api_keys NO FORCE ROW LEVEL SECURITY;
                UPDATE tenancy.api_keys k SET ends_at = now() + interval '30 days'
                WHERE ends_at IS NULL AND EXISTS (
                    SELECT FROM tenancy.api_keys n
                    WHERE n.tenant_id = k.tenant_id AND n.ends_at IS NULL AND (n.created_at, n.id) > (k.created_at, k.id));
                ALTER TABLE tenancy.api_keys FORCE ROW LEVEL SECURITY;
                """);

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_tenant_id",
                schema: "tenancy",
                table: "api_keys",
                column: "tenant_id",
                unique: true,
                filter: "ends_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_api_keys_tenant_id",
                schema: "tenancy",
                table: "api_keys");
        }
    }
}
