using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Volo.Abp.AspNetCore.Mvc.Conventions;

namespace Volo.Abp.AspNetCore.Mvc
{
    /// <summary>Options of MVC with ABP.</summary>
    public class AbpAspNetCoreMvcOptions
    {
        public AbpConventionalControllerOptions ConventionalControllers { get; } = new();

        public bool AutoModelValidation { get; set; } = true;
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
            var setting = new ConventionalControllerSetting(assembly, "app", "Default");
            optionsAction?.Invoke(setting);
            setting.Initialize();
            Settings.Add(setting);
            return this;
        }
    }

    /// <summary>How the application services of one assembly become controllers.</summary>
    public class ConventionalControllerSetting(Assembly assembly, string rootPath, string remoteServiceName)
    {
        private string _rootPath = Check.NotNull(rootPath, nameof(rootPath));
        private string _remoteServiceName = Check.NotNull(remoteServiceName, nameof(remoteServiceName));

        public Assembly Assembly { get; } = Check.NotNull(assembly, nameof(assembly));

        public string RootPath
        {
            get => _rootPath;
            set => _rootPath = Check.NotNull(value, nameof(value));
        }

        public string RemoteServiceName
        {
            get => _remoteServiceName;
            set => _remoteServiceName = Check.NotNull(value, nameof(value));
        }

        public Func<Type, bool>? TypePredicate { get; set; }

        public Action<ControllerModel>? ControllerModelConfigurer { get; set; }

        internal HashSet<Type> ControllerTypes { get; } = [];

        public void Initialize() => ControllerTypes.UnionWith(Assembly.GetTypes().Where(IsRemoteService).Where(TypePredicate ?? (_ => true)));

        private static bool IsRemoteService(Type type) =>
            type is { IsPublic: true, IsAbstract: false, IsGenericType: false }
            && typeof(IRemoteService).IsAssignableFrom(type)
            && type.GetCustomAttribute<RemoteServiceAttribute>()?.IsEnabledFor(type) != false;
    }
}
