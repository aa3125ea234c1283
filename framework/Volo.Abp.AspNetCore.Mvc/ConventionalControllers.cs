using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Controllers;
using Volo.Abp.AspNetCore.Mvc.Conventions;

namespace Volo.Abp.AspNetCore.Mvc
{
    /// <summary>Options of MVC with ABP.</summary>
    public class AbpAspNetCoreMvcOptions
    {
        public AbpConventionalControllerOptions ConventionalControllers { get; } = new();

        public HashSet<Type> ControllersToRemove { get; } = [];
    }
}

namespace Volo.Abp.AspNetCore.Mvc.Conventions
{
    /// <summary>Application services that become API controllers.</summary>
    public class AbpConventionalControllerOptions
    {
        internal List<ConventionalControllerSetting> Settings { get; } = [];

        public AbpConventionalControllerOptions Create(Assembly assembly, Action<ConventionalControllerSetting>? optionsAction = null)
        {
            var setting = new ConventionalControllerSetting(assembly);
            optionsAction?.Invoke(setting);
            setting.Initialize();
            Settings.Add(setting);
            return this;
        }
    }

    /// <summary>How the application services of one assembly become controllers.</summary>
    public class ConventionalControllerSetting
    {
        private readonly Assembly _assembly;

        internal ConventionalControllerSetting(Assembly assembly) => _assembly = assembly;

        public string RootPath { get; set; } = "app";

        public Func<Type, bool>? TypePredicate { get; set; }

        internal HashSet<Type> ControllerTypes { get; } = [];

        internal void Initialize() =>
            ControllerTypes.UnionWith(_assembly.GetTypes().Where(IsRemoteService).Where(TypePredicate ?? (_ => true)));

        private static bool IsRemoteService(Type type) =>
            type is { IsPublic: true, IsAbstract: false, IsGenericType: false }
            && typeof(IRemoteService).IsAssignableFrom(type)
            && type.GetCustomAttribute<RemoteServiceAttribute>()?.IsEnabled != false;
    }

    // Makes MVC take the configured application services for controllers. The options are known once the application initializes.
    internal sealed class ConventionalControllerFeatureProvider : IApplicationFeatureProvider<ControllerFeature>
    {
        public AbpConventionalControllerOptions? Options { get; set; }

        public void PopulateFeature(IEnumerable<ApplicationPart> parts, ControllerFeature feature)
        {
            foreach (var type in Options?.Settings.SelectMany(s => s.ControllerTypes) ?? [])
            {
                if (!feature.Controllers.Contains(type.GetTypeInfo()))
                    feature.Controllers.Add(type.GetTypeInfo());
            }
        }
    }
}
