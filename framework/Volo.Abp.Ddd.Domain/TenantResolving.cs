using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Volo.Abp.Data;
using Volo.Abp.DependencyInjection;

namespace Volo.Abp.MultiTenancy;

public class AbpMultiTenancyOptions
{
    public bool IsEnabled { get; set; }
}

/// <summary>A tenant as the framework knows it.</summary>
public class TenantConfiguration
{
    public TenantConfiguration() => IsActive = true;

    public TenantConfiguration(Guid id, string name)
        : this()
    {
        Id = id;
        Name = Check.NotNull(name, nameof(name));
        ConnectionStrings = [];
    }

    public TenantConfiguration(Guid id, string name, string normalizedName)
        : this(id, name) => NormalizedName = Check.NotNull(normalizedName, nameof(normalizedName));

    public Guid Id { get; set; }

    public string Name { get; set; } = default!;

    public string NormalizedName { get; set; } = default!;

    public ConnectionStrings? ConnectionStrings { get; set; }

    public bool IsActive { get; set; }
}

public interface ITenantStore
{
    Task<TenantConfiguration?> FindAsync(string normalizedName);

    Task<TenantConfiguration?> FindAsync(Guid id);

    Task<IReadOnlyList<TenantConfiguration>> GetListAsync(bool includeDetails = false);

    [Obsolete("Use FindAsync method.")]
    TenantConfiguration? Find(string normalizedName);

    [Obsolete("Use FindAsync method.")]
    TenantConfiguration? Find(Guid id);
}

public interface ITenantNormalizer
{
    string? NormalizeName(string? name);
}

public class UpperInvariantTenantNormalizer : ITenantNormalizer, ITransientDependency
{
    public virtual string? NormalizeName(string? name) => name?.Normalize().ToUpperInvariant();
}

public interface ITenantResolveContext : IServiceProviderAccessor
{
    string? TenantIdOrName { get; set; }

    bool Handled { get; set; }
}

public interface ITenantResolveContributor
{
    string Name { get; }

    Task ResolveAsync(ITenantResolveContext context);
}

public abstract class TenantResolveContributorBase : ITenantResolveContributor
{
    public abstract string Name { get; }

    public abstract Task ResolveAsync(ITenantResolveContext context);
}

public class AbpTenantResolveOptions
{
    public List<ITenantResolveContributor> TenantResolvers { get; } = [];

    public string? FallbackTenant { get; set; }
}

public class TenantResolveResult
{
    public string? TenantIdOrName { get; set; }

    public List<string> AppliedResolvers { get; } = [];
}

public interface ITenantResolver
{
    Task<TenantResolveResult> ResolveTenantIdOrNameAsync();
}

public class TenantResolver(IOptions<AbpTenantResolveOptions> options, IServiceProvider serviceProvider) : ITenantResolver, ITransientDependency
{
    public virtual async Task<TenantResolveResult> ResolveTenantIdOrNameAsync()
    {
        var result = new TenantResolveResult();
        using var scope = serviceProvider.CreateScope();
        var context = new TenantResolveContext(scope.ServiceProvider);
        foreach (var contributor in options.Value.TenantResolvers)
        {
            await contributor.ResolveAsync(context);
            result.AppliedResolvers.Add(contributor.Name);
            if (context.Handled || context.TenantIdOrName is not null)
                break;
        }

        result.TenantIdOrName = context.TenantIdOrName ?? options.Value.FallbackTenant;
        return result;
    }

    private sealed class TenantResolveContext(IServiceProvider serviceProvider) : ITenantResolveContext
    {
        public IServiceProvider ServiceProvider => serviceProvider;

        public string? TenantIdOrName { get; set; }

        public bool Handled { get; set; }
    }
}

public interface ITenantResolveResultAccessor
{
    TenantResolveResult? Result { get; set; }
}

public class NullTenantResolveResultAccessor : ITenantResolveResultAccessor, ISingletonDependency
{
    public TenantResolveResult? Result
    {
        get => null;
        set { }
    }
}

public interface ITenantConfigurationProvider
{
    Task<TenantConfiguration?> GetAsync(bool saveResolveResult = false);
}

public class TenantConfigurationProvider(
    ITenantResolver tenantResolver,
    ITenantStore tenantStore,
    ITenantNormalizer tenantNormalizer,
    ITenantResolveResultAccessor tenantResolveResultAccessor) : ITenantConfigurationProvider, ITransientDependency
{
    public virtual async Task<TenantConfiguration?> GetAsync(bool saveResolveResult = false)
    {
        var resolved = await tenantResolver.ResolveTenantIdOrNameAsync();
        if (saveResolveResult)
            tenantResolveResultAccessor.Result = resolved;
        if (resolved.TenantIdOrName is not { } idOrName)
            return null;

        var tenant = Guid.TryParse(idOrName, out var id)
            ? await tenantStore.FindAsync(id)
            : await tenantStore.FindAsync(tenantNormalizer.NormalizeName(idOrName)!);
        if (tenant is null)
            throw new BusinessException("Volo.AbpIo.MultiTenancy:010001", "Tenant not found!", $"There is no tenant with the tenant id or name: {idOrName}");
        if (!tenant.IsActive)
            throw new BusinessException("Volo.AbpIo.MultiTenancy:010002", "Tenant not active!", $"The tenant is no active with the tenant id or name: {idOrName}");
        return tenant;
    }
}
