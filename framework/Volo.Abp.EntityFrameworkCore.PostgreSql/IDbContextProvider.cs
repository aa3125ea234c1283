namespace Volo.Abp.EntityFrameworkCore;

/// <summary>Gives the DbContext of the current unit of work.</summary>
public interface IDbContextProvider<TDbContext>
    where TDbContext : IEfCoreDbContext
{
    Task<TDbContext> GetDbContextAsync();
}
