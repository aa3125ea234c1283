using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Volo.Abp.Data;

namespace Volo.Abp.EntityFrameworkCore.DependencyInjection;

// The connection that the DbContext now being made shall use. Set only by the provider, for the synchronous moment of resolving.
internal sealed record DbContextCreationContext(string ConnectionStringName, string ConnectionString, DbConnection? ExistingConnection)
{
    [ThreadStatic]
    private static DbContextCreationContext? _current;

    public static DbContextCreationContext? Current => _current;

    public TDbContext Create<TDbContext>(IServiceProvider serviceProvider)
        where TDbContext : notnull
    {
        var outer = _current;
        _current = this;
        try
        {
            return serviceProvider.GetRequiredService<TDbContext>();
        }
        finally
        {
            _current = outer;
        }
    }
}

internal static class DbContextOptionsFactory
{
    public static DbContextOptions<TDbContext> Create<TDbContext>(IServiceProvider serviceProvider)
        where TDbContext : AbpDbContext<TDbContext>
    {
        var creation = DbContextCreationContext.Current ?? CreateContext<TDbContext>(serviceProvider);
        var builder = new DbContextOptionsBuilder<TDbContext>();
        var configure = serviceProvider.GetRequiredService<IOptions<AbpDbContextOptions>>().Value.ConfigureAction
            ?? throw new AbpException($"No configuration found for {typeof(TDbContext).FullName}! Configure AbpDbContextOptions.");
        configure(new AbpDbContextConfigurationContext(
            creation.ConnectionString, serviceProvider, creation.ConnectionStringName, creation.ExistingConnection, builder));
        return builder.Options;
    }

    // For a context that is resolved by itself, outside of a unit of work.
    private static DbContextCreationContext CreateContext<TDbContext>(IServiceProvider serviceProvider)
    {
        var name = ConnectionStringNameAttribute.GetConnStringName(typeof(TDbContext));
        var resolver = serviceProvider.GetRequiredService<IConnectionStringResolver>();
        return new(name, Task.Run(() => resolver.ResolveAsync(name)).GetAwaiter().GetResult(), null);
    }
}
