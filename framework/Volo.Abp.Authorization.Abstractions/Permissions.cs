using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Authorization.Permissions;
using Volo.Abp.Collections;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Localization;
using Volo.Abp.Modularity;
using Volo.Abp.MultiTenancy;

namespace Volo.Abp.MultiTenancy
{
    [Flags]
    public enum MultiTenancySides : byte
    {
        Tenant = 1,
        Host = 2,
        Both = Tenant | Host,
    }
}

namespace Volo.Abp.Localization
{
    public interface ILocalizableString;
}

namespace Volo.Abp.Authorization
{
    public class AbpAuthorizationAbstractionsModule : AbpModule
    {
        public override void PreConfigureServices(ServiceConfigurationContext context)
        {
            var providers = new List<Type>();
            context.Services.OnRegistered(registered =>
            {
                if (typeof(IPermissionDefinitionProvider).IsAssignableFrom(registered.ImplementationType) && !providers.Contains(registered.ImplementationType))
                    providers.Add(registered.ImplementationType);
            });
            Configure<AbpPermissionOptions>(options => providers.ForEach(options.DefinitionProviders.Add));
        }
    }
}

namespace Volo.Abp.Authorization.Permissions
{
    public class AbpPermissionOptions
    {
        public ITypeList<IPermissionDefinitionProvider> DefinitionProviders { get; } = new TypeList<IPermissionDefinitionProvider>();

        public ITypeList<IPermissionValueProvider> ValueProviders { get; } = new TypeList<IPermissionValueProvider>();
    }

    public enum PermissionGrantResult
    {
        Undefined,
        Granted,
        Prohibited,
    }

    public interface IPermissionDefinitionProvider
    {
        void PreDefine(IPermissionDefinitionContext context);

        void Define(IPermissionDefinitionContext context);

        void PostDefine(IPermissionDefinitionContext context);
    }

    public abstract class PermissionDefinitionProvider : IPermissionDefinitionProvider, ITransientDependency
    {
        public virtual void PreDefine(IPermissionDefinitionContext context)
        {
        }

        public abstract void Define(IPermissionDefinitionContext context);

        public virtual void PostDefine(IPermissionDefinitionContext context)
        {
        }
    }

    public interface IPermissionDefinitionContext
    {
        PermissionGroupDefinition AddGroup(string name, ILocalizableString? displayName = null);
    }

    public class PermissionGroupDefinition
    {
        private readonly List<PermissionDefinition> _permissions = [];

        protected internal PermissionGroupDefinition(string name, ILocalizableString? displayName = null)
        {
            Name = Check.NotNull(name, nameof(name));
            DisplayName = displayName;
        }

        public string Name { get; }

        public ILocalizableString? DisplayName { get; set; }

        public IReadOnlyList<PermissionDefinition> Permissions => _permissions;

        public virtual PermissionDefinition AddPermission(
            string name,
            ILocalizableString? displayName = null,
            MultiTenancySides multiTenancySide = MultiTenancySides.Both,
            bool isEnabled = true)
        {
            var permission = new PermissionDefinition(name, displayName, multiTenancySide, isEnabled);
            _permissions.Add(permission);
            return permission;
        }

        public virtual List<PermissionDefinition> GetPermissionsWithChildren() => [.. _permissions.SelectMany(p => p.WithChildren())];
    }

    public class PermissionDefinition
    {
        private readonly List<PermissionDefinition> _children = [];

        protected internal PermissionDefinition(string name, ILocalizableString? displayName = null, MultiTenancySides multiTenancySide = MultiTenancySides.Both, bool isEnabled = true)
        {
            Name = Check.NotNull(name, nameof(name));
            DisplayName = displayName;
            MultiTenancySide = multiTenancySide;
            IsEnabled = isEnabled;
        }

        public string Name { get; }

        public PermissionDefinition? Parent { get; private set; }

        public MultiTenancySides MultiTenancySide { get; set; }

        public List<string> Providers { get; } = [];

        public ILocalizableString? DisplayName { get; set; }

        public IReadOnlyList<PermissionDefinition> Children => _children;

        public bool IsEnabled { get; set; }

        public virtual PermissionDefinition AddChild(
            string name,
            ILocalizableString? displayName = null,
            MultiTenancySides multiTenancySide = MultiTenancySides.Both,
            bool isEnabled = true)
        {
            var child = new PermissionDefinition(name, displayName, multiTenancySide, isEnabled) { Parent = this };
            _children.Add(child);
            return child;
        }

        internal IEnumerable<PermissionDefinition> WithChildren() => [this, .. _children.SelectMany(c => c.WithChildren())];
    }

    public class PermissionValueCheckContext(PermissionDefinition permission, ClaimsPrincipal? principal)
    {
        public PermissionDefinition Permission { get; } = permission;

        public ClaimsPrincipal? Principal { get; } = principal;
    }

    public interface IPermissionValueProvider
    {
        string Name { get; }

        Task<PermissionGrantResult> CheckAsync(PermissionValueCheckContext context);
    }

    public interface IPermissionStore
    {
        Task<bool> IsGrantedAsync(string name, string? providerName, string? providerKey);
    }

    public class NullPermissionStore : IPermissionStore, ISingletonDependency
    {
        public Task<bool> IsGrantedAsync(string name, string? providerName, string? providerKey) => Task.FromResult(false);
    }

    public abstract class PermissionValueProvider(IPermissionStore permissionStore) : IPermissionValueProvider, ITransientDependency
    {
        public abstract string Name { get; }

        protected IPermissionStore PermissionStore { get; } = permissionStore;

        public abstract Task<PermissionGrantResult> CheckAsync(PermissionValueCheckContext context);
    }

    public interface IPermissionChecker
    {
        Task<bool> IsGrantedAsync(string name);

        Task<bool> IsGrantedAsync(ClaimsPrincipal? claimsPrincipal, string name);
    }
}
