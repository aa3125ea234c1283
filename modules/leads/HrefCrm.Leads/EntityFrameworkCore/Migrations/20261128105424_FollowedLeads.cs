using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HrefCrm.Leads.EntityFrameworkCore.Migrations
{
    /// <inheritdoc />
    public partial class FollowedLeads : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Without holding up whoever inserts meanwhile, which no transaction can. What was not finished is made anew.
            migrationBuilder.Sql("DROP INDEX CONCURRENTLY IF EXISTS leads.ix_leads_revision", suppressTransaction: true);
            migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix_leads_revision ON leads.leads (revision, tenant_id, id)", suppressTransaction: true);
            migrationBuilder.Sql("DROP INDEX CONCURRENTLY IF EXISTS leads.ix_leads_binned_at", suppressTransaction: true);
            migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix_leads_binned_at ON leads.leads (binned_at) WHERE binned_at IS NOT NULL", suppressTransaction: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql("DROP INDEX leads.ix_leads_revision, leads.ix_leads_binned_at");
    }
}
