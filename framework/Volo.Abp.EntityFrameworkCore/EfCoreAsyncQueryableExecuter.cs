using Microsoft.EntityFrameworkCore;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Linq;

namespace Volo.Abp.EntityFrameworkCore;

[ExposeServices(typeof(IAsyncQueryableExecuter))]
internal sealed class EfCoreAsyncQueryableExecuter : IAsyncQueryableExecuter, ISingletonDependency
{
    public Task<List<T>> ToListAsync<T>(IQueryable<T> queryable, CancellationToken cancellationToken = default) =>
        queryable.ToListAsync(cancellationToken);
}
