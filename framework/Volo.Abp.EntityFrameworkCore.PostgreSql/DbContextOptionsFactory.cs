using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Volo.Abp.Data;
using Volo.Abp.Uow.EntityFrameworkCore;

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
        var context = new AbpDbContextConfigurationContext<TDbContext>(
            creation.ConnectionString, serviceProvider, creation.ConnectionStringName, creation.ExistingConnection);
        var options = serviceProvider.GetRequiredService<IOptions<AbpDbContextOptions>>().Value;

        foreach (var action in options.DefaultPreConfigureActions)
            action(context);
        foreach (var action in options.PreConfigureActions.GetValueOrDefault(typeof(TDbContext), []))
            ((Action<AbpDbContextConfigurationContext<TDbContext>>)action)(context);

        if (options.ConfigureActions.TryGetValue(typeof(TDbContext), out var own))
            ((Action<AbpDbContextConfigurationContext<TDbContext>>)own)(context);
        else if (options.DefaultConfigureAction is { } byDefault)
            byDefault(context);
        else
            throw new AbpException($"No configuration found for {typeof(TDbContext).FullName}! Configure AbpDbContextOptions.");

        return context.DbContextOptions.Options;
    }

    // For a context that is resolved by itself, outside of a unit of work.
    private static DbContextCreationContext CreateContext<TDbContext>(IServiceProvider serviceProvider)
    {
        var name = ConnectionStringNames.Of(typeof(TDbContext));
        var resolver = serviceProvider.GetRequiredService<IConnectionStringResolver>();
        return new(name, Task.Run(() => resolver.ResolveAsync(name)).GetAwaiter().GetResult(), null);
    }
}
