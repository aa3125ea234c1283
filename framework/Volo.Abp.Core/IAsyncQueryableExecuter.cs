namespace Volo.Abp.Linq;

/// <summary>Runs queries asynchronously where Entity Framework Core is not known.</summary>
public interface IAsyncQueryableExecuter
{
    Task<List<T>> ToListAsync<T>(IQueryable<T> queryable, CancellationToken cancellationToken = default);
}
