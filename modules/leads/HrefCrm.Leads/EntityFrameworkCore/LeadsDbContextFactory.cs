using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace HrefCrm.Leads.EntityFrameworkCore;

/// <summary>Lets <c>dotnet ef</c> make migrations; it connects to nothing.</summary>
internal sealed class LeadsDbContextFactory : IDesignTimeDbContextFactory<LeadsDbContext>
{
    public LeadsDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<LeadsDbContext>().UseNpgsql().Options);
}
