using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Volo.Abp.Aspects;
using Volo.Abp.Authorization;
using Volo.Abp.Authorization.Permissions;
using Volo.Abp.DependencyInjection;
using Volo.Abp.DynamicProxy;
using Volo.Abp.ExceptionHandling;
using Volo.Abp.Logging;
using Volo.Abp.Modularity;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Security.Claims;

namespace Volo.Abp.Authorization
{
    [DependsOn(typeof(AbpAuthorizationAbstractionsModule))]
    public class AbpAuthorizationModule : AbpModule
    {
        public override void PreConfigureServices(ServiceConfigurationContext context) => context.Services.OnRegistered(registered =>
        {
            if (IsAuthorized(registered.ImplementationType))
                registered.Interceptors.TryAdd<AuthorizationInterceptor>();
        });

        public override void ConfigureServices(ServiceConfigurationContext context)
        {
            context.Services.AddAuthorizationCore();
            context.Services.AddSingleton<IAuthorizationHandler, PermissionRequirementHandler>();
            context.Services.Replace(ServiceDescriptor.Singleton<IAuthorizationPolicyProvider, AbpAuthorizationPolicyProvider>());
        }

        private static bool IsAuthorized(Type type) =>
            type.IsDefined(typeof(AuthorizeAttribute), true)
            || type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Any(m => m.IsDefined(typeof(AuthorizeAttribute), true));
    }

    public class AbpAuthorizationException : AbpException, IHasLogLevel, IHasErrorCode
    {
        public AbpAuthorizationException(string? message = null, string? code = null, Exception? innerException = null)
            : base(message, innerException)
        {
            Code = code;
            LogLevel = LogLevel.Warning;
        }

        public LogLevel LogLevel { get; set; }

        public string? Code { get; }
    }

    public class MethodInvocationAuthorizationContext(MethodInfo method)
    {
        public MethodInfo Method { get; } = method;
    }

    public interface IMethodInvocationAuthorizationService
    {
        Task CheckAsync(MethodInvocationAuthorizationContext context);
    }

    public class MethodInvocationAuthorizationService(
        IAuthorizationPolicyProvider policyProvider,
        IAuthorizationService authorizationService,
        ICurrentPrincipalAccessor principalAccessor) : IMethodInvocationAuthorizationService, ITransientDependency
    {
        private static readonly ConcurrentDictionary<MethodInfo, IAuthorizeData[]> AuthorizeData = new();

        public virtual async Task CheckAsync(MethodInvocationAuthorizationContext context)
        {
            var data = AuthorizeData.GetOrAdd(context.Method, Find);
            if (data.Length == 0)
                return;
            if (await AuthorizationPolicy.CombineAsync(policyProvider, data) is not { } policy)
                return;
            var principal = principalAccessor.Principal ?? new ClaimsPrincipal(new ClaimsIdentity());
            if (!(await authorizationService.AuthorizeAsync(principal, null, policy)).Succeeded)
                throw new AbpAuthorizationException("Authorization failed! Given policy has not granted.", "Volo.Authorization:010001");
        }

        private static IAuthorizeData[] Find(MethodInfo method) =>
            method.IsDefined(typeof(AllowAnonymousAttribute), true)
                ? []
                : [.. method.GetCustomAttributes(true).Concat(method.DeclaringType?.GetCustomAttributes(true) ?? []).OfType<IAuthorizeData>()];
    }

    public class AuthorizationInterceptor(IMethodInvocationAuthorizationService authorization) : AbpInterceptor, ITransientDependency
    {
        public override async Task InterceptAsync(IAbpMethodInvocation invocation)
        {
            if (!AbpCrossCuttingConcerns.IsApplied(invocation.TargetObject, "AbpAuthorization"))
                await authorization.CheckAsync(new MethodInvocationAuthorizationContext(invocation.Method));
            await invocation.ProceedAsync();
        }
    }

    public class PermissionRequirement(string permissionName) : IAuthorizationRequirement
    {
        public string PermissionName { get; } = permissionName;
    }

    public class PermissionRequirementHandler(IPermissionChecker permissionChecker) : AuthorizationHandler<PermissionRequirement>
    {
        protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
        {
            if (await permissionChecker.IsGrantedAsync(context.User, requirement.PermissionName))
                context.Succeed(requirement);
        }
    }

    // A permission's name is a policy as well.
    internal sealed class AbpAuthorizationPolicyProvider(IOptions<AuthorizationOptions> options, PermissionDefinitions definitions)
        : DefaultAuthorizationPolicyProvider(options)
    {
        private readonly ConcurrentDictionary<string, AuthorizationPolicy> _policies = new();

        public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName)
        {
            if (await base.GetPolicyAsync(policyName) is { } policy)
                return policy;
            return definitions.Find(policyName) is null
                ? null
                : _policies.GetOrAdd(policyName, name => new AuthorizationPolicyBuilder([]).AddRequirements(new PermissionRequirement(name)).Build());
        }
    }

    internal sealed class AlwaysAllowMethodInvocationAuthorizationService : IMethodInvocationAuthorizationService
    {
        public Task CheckAsync(MethodInvocationAuthorizationContext context) => Task.CompletedTask;
    }

    internal sealed class AlwaysAllowAuthorizationService : IAuthorizationService
    {
        public Task<AuthorizationResult> AuthorizeAsync(ClaimsPrincipal user, object? resource, IEnumerable<IAuthorizationRequirement> requirements) =>
            Task.FromResult(AuthorizationResult.Success());

        public Task<AuthorizationResult> AuthorizeAsync(ClaimsPrincipal user, object? resource, string policyName) =>
            Task.FromResult(AuthorizationResult.Success());
    }
}

namespace Volo.Abp.Authorization.Permissions
{
    internal sealed class PermissionDefinitions(IOptions<AbpPermissionOptions> options, IServiceScopeFactory scopes) : ISingletonDependency
    {
        private readonly Lazy<Dictionary<string, PermissionDefinition>> _permissions = new(() => Define(options.Value, scopes));

        public PermissionDefinition? Find(string name) => _permissions.Value.GetValueOrDefault(name);

        private static Dictionary<string, PermissionDefinition> Define(AbpPermissionOptions options, IServiceScopeFactory scopes)
        {
            using var scope = scopes.CreateScope();
            var context = new PermissionDefinitionContext();
            var providers = options.DefinitionProviders.Select(t => (IPermissionDefinitionProvider)scope.ServiceProvider.GetRequiredService(t)).ToList();
            providers.ForEach(p => p.PreDefine(context));
            providers.ForEach(p => p.Define(context));
            providers.ForEach(p => p.PostDefine(context));
            return context.Groups.Values.SelectMany(g => g.GetPermissionsWithChildren()).ToDictionary(p => p.Name);
        }

        private sealed class PermissionDefinitionContext : IPermissionDefinitionContext
        {
            public Dictionary<string, PermissionGroupDefinition> Groups { get; } = [];

            public PermissionGroupDefinition AddGroup(string name, Localization.ILocalizableString? displayName = null)
            {
                if (Groups.ContainsKey(name))
                    throw new AbpException($"There is already an existing permission group with name: {name}");
                return Groups[name] = new PermissionGroupDefinition(name, displayName);
            }
        }
    }

    public class PermissionChecker(
        ICurrentPrincipalAccessor principalAccessor,
        ICurrentTenant currentTenant,
        IOptions<AbpPermissionOptions> options,
        IServiceProvider serviceProvider) : IPermissionChecker, ITransientDependency
    {
        public virtual Task<bool> IsGrantedAsync(string name) => IsGrantedAsync(principalAccessor.Principal, name);

        public virtual async Task<bool> IsGrantedAsync(ClaimsPrincipal? claimsPrincipal, string name)
        {
            if (serviceProvider.GetRequiredService<PermissionDefinitions>().Find(name) is not { IsEnabled: true } permission)
                return false;
            var side = currentTenant.Id is null ? MultiTenancySides.Host : MultiTenancySides.Tenant;
            if (!permission.MultiTenancySide.HasFlag(side))
                return false;

            var isGranted = false;
            var context = new PermissionValueCheckContext(permission, claimsPrincipal);
            foreach (var type in options.Value.ValueProviders)
            {
                var provider = (IPermissionValueProvider)serviceProvider.GetRequiredService(type);
                if (permission.Providers.Count > 0 && !permission.Providers.Contains(provider.Name))
                    continue;
                var result = await provider.CheckAsync(context);
                if (result == PermissionGrantResult.Prohibited)
                    return false;
                isGranted |= result == PermissionGrantResult.Granted;
            }

            return isGranted;
        }
    }
}

namespace Microsoft.Extensions.DependencyInjection
{
    public static class AbpAuthorizationServiceCollectionExtensions
    {
        public static IServiceCollection AddAlwaysAllowAuthorization(this IServiceCollection services)
        {
            services.Replace(ServiceDescriptor.Singleton<IAuthorizationService, AlwaysAllowAuthorizationService>());
            return services.Replace(ServiceDescriptor.Singleton<IMethodInvocationAuthorizationService, AlwaysAllowMethodInvocationAuthorizationService>());
        }
    }
}
