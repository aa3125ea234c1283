using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Volo.Abp.DependencyInjection;

namespace Volo.Abp.MultiTenancy;

public abstract class TenantResolveContributorBase : ITenantResolveContributor
{
    public abstract string Name { get; }

    public abstract Task ResolveAsync(ITenantResolveContext context);
}

// The first contributor that knows decides; the store must have that tenant, and active.
internal sealed class TenantConfigurationProvider(
    IOptions<AbpTenantResolveOptions> options,
    ITenantStore tenantStore,
    IServiceProvider serviceProvider)
    : ITransientDependency
{
    public async Task<TenantConfiguration?> GetAsync()
    {
        if (await ResolveIdOrNameAsync() is not { } idOrName)
            return null;

        var tenant = Guid.TryParse(idOrName, out var id)
            ? await tenantStore.FindAsync(id)
            : await tenantStore.FindAsync(idOrName.Normalize().ToUpperInvariant());
        if (tenant is null)
            throw Unusable("010001", "Tenant not found!", $"There is no tenant with the tenant id or name: {idOrName}");
        if (!tenant.IsActive)
            throw Unusable("010002", "Tenant not active!", $"The tenant is no active with the tenant id or name: {idOrName}");
        return tenant;
    }

    private static BusinessException Unusable(string number, string message, string details) =>
        new($"Volo.AbpIo.MultiTenancy:{number}", message, details);

    private async Task<string?> ResolveIdOrNameAsync()
    {
        using var scope = serviceProvider.CreateScope();
        var context = new ResolveContext(scope.ServiceProvider);
        foreach (var contributor in options.Value.TenantResolvers)
        {
            await contributor.ResolveAsync(context);
            if (context.Handled || context.TenantIdOrName is not null)
                break;
        }

        return context.TenantIdOrName;
    }

    private sealed class ResolveContext(IServiceProvider serviceProvider) : ITenantResolveContext
    {
        public IServiceProvider ServiceProvider => serviceProvider;

        public string? TenantIdOrName { get; set; }

        public bool Handled { get; set; }
    }
}
