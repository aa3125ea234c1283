using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace HrefCrm.Tenancy.EntityFrameworkCore;

/// <summary>Lets <c>dotnet ef</c> make migrations; it connects to nothing.</summary>
internal sealed class TenancyDbContextFactory : IDesignTimeDbContextFactory<TenancyDbContext>
{
    public TenancyDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<TenancyDbContext>().UseNpgsql().Options);
}
