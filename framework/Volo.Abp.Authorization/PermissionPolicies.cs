using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Localization;
using Volo.Abp.Modularity;

namespace Volo.Abp.Authorization.Permissions;

// The permissions of all providers, by name.
internal sealed class PermissionDefinitions(LoadedModules modules, IServiceProviderIsService services, IServiceScopeFactory scopes)
    : ISingletonDependency
{
    private readonly Lazy<Dictionary<string, PermissionDefinition>> _permissions = new(() => Define(modules, services, scopes));

    public PermissionDefinition? Find(string name) => _permissions.Value.GetValueOrDefault(name);

    private static Dictionary<string, PermissionDefinition> Define(
        LoadedModules modules, IServiceProviderIsService services, IServiceScopeFactory scopes)
    {
        using var scope = scopes.CreateScope();
        var context = new PermissionDefinitionContext();
        var providers = modules.Classes
            .Where(c => typeof(PermissionDefinitionProvider).IsAssignableFrom(c) && services.IsService(c))
            .Select(c => (PermissionDefinitionProvider)scope.ServiceProvider.GetRequiredService(c))
            .ToList();
        providers.ForEach(p => p.Define(context));
        return context.Groups.Values.SelectMany(g => g.GetPermissionsWithChildren()).ToDictionary(p => p.Name);
    }

    private sealed class PermissionDefinitionContext : IPermissionDefinitionContext
    {
        public Dictionary<string, PermissionGroupDefinition> Groups { get; } = [];

        public PermissionGroupDefinition AddGroup(string name, ILocalizableString? displayName = null) =>
            Groups.TryAdd(name, new PermissionGroupDefinition(name, displayName))
                ? Groups[name]
                : throw new AbpException($"There is already an existing permission group with name: {name}");
    }
}

internal sealed class PermissionRequirement(string permissionName) : IAuthorizationRequirement
{
    public string PermissionName => permissionName;
}

internal sealed class PermissionRequirementHandler(IPermissionChecker permissionChecker) : AuthorizationHandler<PermissionRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (await permissionChecker.IsGrantedAsync(context.User, requirement.PermissionName))
            context.Succeed(requirement);
    }
}

// A permission's name is a policy as well.
internal sealed class PermissionPolicyProvider(IOptions<AuthorizationOptions> options, PermissionDefinitions definitions)
    : DefaultAuthorizationPolicyProvider(options)
{
    private readonly ConcurrentDictionary<string, AuthorizationPolicy> _policies = new();

    public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName)
    {
        if (await base.GetPolicyAsync(policyName) is { } policy)
            return policy;
        return definitions.Find(policyName) is null
            ? null
            : _policies.GetOrAdd(policyName,
                name => new AuthorizationPolicyBuilder([]).AddRequirements(new PermissionRequirement(name)).Build());
    }
}
