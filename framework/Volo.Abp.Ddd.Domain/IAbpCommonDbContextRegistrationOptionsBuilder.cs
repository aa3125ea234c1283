namespace Volo.Abp.DependencyInjection;

/// <summary>Which repositories a DbContext brings.</summary>
public interface IAbpCommonDbContextRegistrationOptionsBuilder
{
    IAbpCommonDbContextRegistrationOptionsBuilder AddDefaultRepositories(bool includeAllEntities = false);

    IAbpCommonDbContextRegistrationOptionsBuilder AddRepository<TEntity, TRepository>();
}
