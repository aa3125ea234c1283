using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HrefCrm.Identity.EntityFrameworkCore.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(IdentityDbContext))]
    [Migration("20261125004500_ForgetSessions")]
    public partial class ForgetSessions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("GRANT DELETE ON identity.sessions TO hrefcrm_system");

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("REVOKE DELETE ON identity.sessions FROM hrefcrm_system");
    }
}
