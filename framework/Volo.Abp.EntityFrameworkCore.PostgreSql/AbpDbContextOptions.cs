using Volo.Abp.EntityFrameworkCore.DependencyInjection;

namespace Volo.Abp.EntityFrameworkCore;

/// <summary>How DbContexts are configured, by default and by type.</summary>
public class AbpDbContextOptions
{
    internal List<Action<AbpDbContextConfigurationContext>> DefaultPreConfigureActions { get; } = [];

    internal Action<AbpDbContextConfigurationContext>? DefaultConfigureAction { get; set; }

    internal Dictionary<Type, List<Delegate>> PreConfigureActions { get; } = [];

    internal Dictionary<Type, Delegate> ConfigureActions { get; } = [];

    public void PreConfigure(Action<AbpDbContextConfigurationContext> action) => DefaultPreConfigureActions.Add(Check.NotNull(action, nameof(action)));

    public void PreConfigure<TDbContext>(Action<AbpDbContextConfigurationContext<TDbContext>> action)
        where TDbContext : AbpDbContext<TDbContext>
    {
        Check.NotNull(action, nameof(action));
        if (!PreConfigureActions.TryGetValue(typeof(TDbContext), out var actions))
            PreConfigureActions[typeof(TDbContext)] = actions = [];
        actions.Add(action);
    }

    public void Configure(Action<AbpDbContextConfigurationContext> action) => DefaultConfigureAction = Check.NotNull(action, nameof(action));

    public void Configure<TDbContext>(Action<AbpDbContextConfigurationContext<TDbContext>> action)
        where TDbContext : AbpDbContext<TDbContext> => ConfigureActions[typeof(TDbContext)] = Check.NotNull(action, nameof(action));
}
