using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Domain.Entities;
using Volo.Abp.Domain.Repositories;
using Volo.Abp.Domain.Repositories.EntityFrameworkCore;
using Volo.Abp.EntityFrameworkCore;
using Volo.Abp.EntityFrameworkCore.DependencyInjection;

namespace Microsoft.Extensions.DependencyInjection
{
    /// <summary>Registers DbContexts and their repositories.</summary>
    public static class AbpEfCoreServiceCollectionExtensions
    {
        public static IServiceCollection AddAbpDbContext<TDbContext>(
            this IServiceCollection services,
            Action<IAbpDbContextRegistrationOptionsBuilder>? optionsBuilder = null)
            where TDbContext : AbpDbContext<TDbContext>
        {
            services.TryAddTransient(DbContextOptionsFactory.Create<TDbContext>);
            var options = new AbpDbContextRegistrationOptions(typeof(TDbContext), services);
            optionsBuilder?.Invoke(options);
            options.AddRepositories();
            return services;
        }
    }
}

namespace Volo.Abp.EntityFrameworkCore.DependencyInjection
{
    /// <inheritdoc />
    public interface IAbpDbContextRegistrationOptionsBuilder : IAbpCommonDbContextRegistrationOptionsBuilder;

    internal sealed class AbpDbContextRegistrationOptions(Type dbContextType, IServiceCollection services)
        : IAbpDbContextRegistrationOptionsBuilder
    {
        private readonly Dictionary<Type, Type> _custom = [];
        private readonly HashSet<Type> _default = [];

        public IAbpCommonDbContextRegistrationOptionsBuilder AddDefaultRepositories(bool includeAllEntities = false)
        {
            _default.UnionWith(EntityTypes().Where(t => includeAllEntities || typeof(IAggregateRoot).IsAssignableFrom(t)));
            return this;
        }

        public IAbpCommonDbContextRegistrationOptionsBuilder AddRepository<TEntity, TRepository>()
        {
            if (!typeof(IRepository).IsAssignableFrom(typeof(TRepository)))
                throw new AbpException($"{typeof(TRepository).FullName} is not a repository.");
            _custom[typeof(TEntity)] = typeof(TRepository);
            return this;
        }

        public void AddRepositories()
        {
            // A custom repository is also what its own interfaces stand for.
            foreach (var repository in _custom.Values)
            {
                foreach (var service in repository.GetInterfaces()
                    .Where(i => typeof(IRepository).IsAssignableFrom(i) && i != typeof(IRepository)))
                    services.Replace(ServiceDescriptor.Transient(service, repository));
            }

            foreach (var entity in _default.Where(e => !_custom.ContainsKey(e)))
            {
                var key = KeyOf(entity);
                var repository = typeof(EfCoreRepository<,,>).MakeGenericType(dbContextType, entity, key);
                services.TryAddTransient(typeof(IRepository<>).MakeGenericType(entity), repository);
                services.TryAddTransient(typeof(IRepository<,>).MakeGenericType(entity, key), repository);
            }
        }

        private IEnumerable<Type> EntityTypes() =>
            from property in dbContextType.GetProperties()
            let type = property.PropertyType
            where type.IsGenericType && type.GetGenericTypeDefinition() == typeof(DbSet<>)
            let entity = type.GenericTypeArguments[0]
            where typeof(IEntity).IsAssignableFrom(entity)
            select entity;

        private static Type KeyOf(Type entity) =>
            entity.GetInterfaces().First(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEntity<>)).GenericTypeArguments[0];
    }
}
