using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Volo.Abp.Data;
using Volo.Abp.DependencyInjection;
using Volo.Abp.EventBus;
using Volo.Abp.EventBus.Local;
using Volo.Abp.Guids;
using Volo.Abp.Linq;
using Volo.Abp.Modularity;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Security.Claims;
using Volo.Abp.Timing;
using Volo.Abp.Uow;

namespace Volo.Abp.Domain
{
    public class AbpDddDomainModule : AbpModule
    {
        public override void PreConfigureServices(ServiceConfigurationContext context)
        {
            context.Services.OnRegistered(registered =>
            {
                if (UnitOfWorkHelper.IsUnitOfWorkType(System.Reflection.IntrospectionExtensions.GetTypeInfo(registered.ImplementationType)))
                    registered.Interceptors.TryAdd<UnitOfWorkInterceptor>();
            });

            var handlers = new List<Type>();
            context.Services.OnRegistered(registered =>
            {
                if (typeof(IEventHandler).IsAssignableFrom(registered.ImplementationType) && !handlers.Contains(registered.ImplementationType))
                    handlers.Add(registered.ImplementationType);
            });
            context.Services.Configure<AbpLocalEventBusOptions>(options => handlers.ForEach(options.Handlers.Add));
        }

        public override void ConfigureServices(ServiceConfigurationContext context)
        {
            context.Services.AddSingleton<ICurrentTenantAccessor>(AsyncLocalCurrentTenantAccessor.Instance);
            context.Services.AddSingleton(typeof(IDataFilter<>), typeof(DataFilter<>));
            context.Services.TryAddTransient<IGuidGenerator, SimpleGuidGenerator>();
            Configure<AbpDbConnectionOptions>(context.Services.GetConfiguration());
        }
    }
}

namespace Volo.Abp.Domain.Services
{
    public interface IDomainService : ITransientDependency;

    public abstract class DomainService : IDomainService
    {
        public IAbpLazyServiceProvider LazyServiceProvider { get; set; } = default!;

        protected IClock Clock => LazyServiceProvider.LazyGetRequiredService<IClock>();

        protected IGuidGenerator GuidGenerator => LazyServiceProvider.LazyGetService<IGuidGenerator>(SimpleGuidGenerator.Instance);

        protected ICurrentTenant CurrentTenant => LazyServiceProvider.LazyGetRequiredService<ICurrentTenant>();

        protected IAsyncQueryableExecuter AsyncExecuter => LazyServiceProvider.LazyGetRequiredService<IAsyncQueryableExecuter>();

        protected ILoggerFactory LoggerFactory => LazyServiceProvider.LazyGetRequiredService<ILoggerFactory>();

        protected ILogger Logger => LazyServiceProvider.LazyGetService<ILogger>(_ => LoggerFactory?.CreateLogger(GetType().FullName!) ?? (ILogger)NullLogger.Instance);
    }
}

namespace Volo.Abp.Security.Claims
{
    public static class AbpClaimTypes
    {
        public static string UserName { get; set; } = ClaimTypes.Name;

        public static string UserId { get; set; } = ClaimTypes.NameIdentifier;

        public static string Role { get; set; } = ClaimTypes.Role;

        public static string Email { get; set; } = ClaimTypes.Email;

        public static string TenantId { get; set; } = "tenantid";

        public static string ClientId { get; set; } = "client_id";
    }

    public interface ICurrentPrincipalAccessor
    {
        ClaimsPrincipal Principal { get; }

        IDisposable Change(ClaimsPrincipal principal);
    }

    public abstract class CurrentPrincipalAccessorBase : ICurrentPrincipalAccessor
    {
        private readonly AsyncLocal<ClaimsPrincipal?> _current = new();

        public ClaimsPrincipal Principal => _current.Value ?? GetClaimsPrincipal();

        public virtual IDisposable Change(ClaimsPrincipal principal)
        {
            var before = _current.Value;
            _current.Value = principal;
            return new DisposeAction(() => _current.Value = before);
        }

        protected abstract ClaimsPrincipal GetClaimsPrincipal();
    }

    public class ThreadCurrentPrincipalAccessor : CurrentPrincipalAccessorBase, ISingletonDependency
    {
        protected override ClaimsPrincipal GetClaimsPrincipal() => (Thread.CurrentPrincipal as ClaimsPrincipal)!;
    }
}

namespace Volo.Abp.Users
{
    public interface ICurrentUser
    {
        bool IsAuthenticated { get; }

        Guid? Id { get; }

        string? UserName { get; }

        string? Email { get; }

        Guid? TenantId { get; }

        Claim? FindClaim(string claimType);
    }

    public class CurrentUser(ICurrentPrincipalAccessor principalAccessor) : ICurrentUser, ITransientDependency
    {
        public virtual bool IsAuthenticated => Id.HasValue;

        public virtual Guid? Id => FindGuid(AbpClaimTypes.UserId);

        public virtual string? UserName => FindClaim(AbpClaimTypes.UserName)?.Value;

        public virtual string? Email => FindClaim(AbpClaimTypes.Email)?.Value;

        public virtual Guid? TenantId => FindGuid(AbpClaimTypes.TenantId);

        public virtual Claim? FindClaim(string claimType) => principalAccessor.Principal?.FindFirst(claimType);

        private Guid? FindGuid(string claimType) => Guid.TryParse(FindClaim(claimType)?.Value, out var id) ? id : null;
    }
}
