using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Volo.Abp.DependencyInjection;

namespace Volo.Abp.EntityFrameworkCore.DependencyInjection;

/// <summary>What a configuring action sees of the DbContext that is being made.</summary>
public class AbpDbContextConfigurationContext : IServiceProviderAccessor
{
    public AbpDbContextConfigurationContext(
        string connectionString,
        IServiceProvider serviceProvider,
        string? connectionStringName,
        DbConnection? existingConnection)
        : this(connectionString, serviceProvider, connectionStringName, existingConnection, new DbContextOptionsBuilder())
    {
    }

    private protected AbpDbContextConfigurationContext(
        string connectionString,
        IServiceProvider serviceProvider,
        string? connectionStringName,
        DbConnection? existingConnection,
        DbContextOptionsBuilder builder)
    {
        ConnectionString = connectionString;
        ServiceProvider = serviceProvider;
        ConnectionStringName = connectionStringName;
        ExistingConnection = existingConnection;
        DbContextOptions = builder
            .UseLoggerFactory(serviceProvider.GetRequiredService<ILoggerFactory>())
            .UseApplicationServiceProvider(serviceProvider);
    }

    public IServiceProvider ServiceProvider { get; }

    public string ConnectionString { get; }

    public string? ConnectionStringName { get; }

    public DbConnection? ExistingConnection { get; }

    public DbContextOptionsBuilder DbContextOptions { get; protected set; }
}

/// <inheritdoc />
public class AbpDbContextConfigurationContext<TDbContext> : AbpDbContextConfigurationContext
    where TDbContext : AbpDbContext<TDbContext>
{
    public AbpDbContextConfigurationContext(
        string connectionString,
        IServiceProvider serviceProvider,
        string? connectionStringName,
        DbConnection? existingConnection)
        : base(connectionString, serviceProvider, connectionStringName, existingConnection, new DbContextOptionsBuilder<TDbContext>())
    {
    }

    public new DbContextOptionsBuilder<TDbContext> DbContextOptions => (DbContextOptionsBuilder<TDbContext>)base.DbContextOptions;
}
