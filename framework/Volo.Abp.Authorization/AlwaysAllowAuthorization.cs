using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Volo.Abp.Authorization;
using Volo.Abp.Authorization.Permissions;

namespace Microsoft.Extensions.DependencyInjection
{
    public static class AbpAuthorizationServiceCollectionExtensions
    {
        /// <summary>Everything is allowed, as for whoever may run the program at all.</summary>
        public static IServiceCollection AddAlwaysAllowAuthorization(this IServiceCollection services)
        {
            services.Replace(ServiceDescriptor.Singleton<IAuthorizationService, AlwaysAllowAuthorization>());
            services.Replace(ServiceDescriptor.Singleton<IMethodInvocationAuthorizationService, AlwaysAllowAuthorization>());
            return services.Replace(ServiceDescriptor.Singleton<IPermissionChecker, AlwaysAllowAuthorization>());
        }
    }
}

namespace Volo.Abp.Authorization
{
    internal sealed class AlwaysAllowAuthorization : IAuthorizationService, IMethodInvocationAuthorizationService, IPermissionChecker
    {
        public Task CheckAsync(MethodInfo method) => Task.CompletedTask;

        public Task<AuthorizationResult> AuthorizeAsync(
            ClaimsPrincipal user, object? resource, IEnumerable<IAuthorizationRequirement> requirements) =>
            Task.FromResult(AuthorizationResult.Success());

        public Task<AuthorizationResult> AuthorizeAsync(ClaimsPrincipal user, object? resource, string policyName) =>
            Task.FromResult(AuthorizationResult.Success());

        public Task<bool> IsGrantedAsync(ClaimsPrincipal? claimsPrincipal, string name) => Task.FromResult(true);
    }
}
