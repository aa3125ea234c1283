using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Volo.Abp.DependencyInjection;
using Volo.Abp.EntityFrameworkCore.DependencyInjection;

namespace Volo.Abp.EntityFrameworkCore
{
    /// <summary>How DbContexts are configured.</summary>
    public class AbpDbContextOptions
    {
        internal Action<AbpDbContextConfigurationContext>? ConfigureAction { get; private set; }

        public void Configure(Action<AbpDbContextConfigurationContext> action) => ConfigureAction = Check.NotNull(action, nameof(action));
    }
}

namespace Volo.Abp.EntityFrameworkCore.DependencyInjection
{
    /// <summary>What a configuring action sees of the DbContext that is being made.</summary>
    public class AbpDbContextConfigurationContext : IServiceProviderAccessor
    {
        internal AbpDbContextConfigurationContext(
            string connectionString,
            IServiceProvider serviceProvider,
            string connectionStringName,
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
}
