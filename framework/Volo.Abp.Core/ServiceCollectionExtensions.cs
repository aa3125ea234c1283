using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Volo.Abp;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Modularity;

namespace Microsoft.Extensions.DependencyInjection
{
    public static class ServiceCollectionConfigurationExtensions
    {
        public static IServiceCollection ReplaceConfiguration(this IServiceCollection services, IConfiguration configuration) =>
            services.Replace(ServiceDescriptor.Singleton(configuration));

        public static IConfiguration GetConfiguration(this IServiceCollection services) =>
            services.LastOrDefault(d => d.ServiceType == typeof(IConfiguration)) is { } descriptor
                ? descriptor.ImplementationInstance as IConfiguration ?? (IConfiguration)descriptor.ImplementationFactory!(null!)
                : throw new AbpException("Could not find an implementation of IConfiguration in the service collection.");
    }

    public static class ServiceCollectionApplicationExtensions
    {
        public static async Task<IAbpApplicationWithExternalServiceProvider> AddApplicationAsync<TStartupModule>(
            this IServiceCollection services,
            Action<AbpApplicationCreationOptions>? optionsAction = null)
            where TStartupModule : IAbpModule
        {
            var application = new AbpApplication(typeof(TStartupModule), services, optionsAction);
            services.AddSingleton<IAbpApplicationWithExternalServiceProvider>(application);
            await application.ConfigureServicesAsync();
            return application;
        }
    }

    public static class ServiceCollectionRegistrationActionExtensions
    {
        public static void OnRegistered(this IServiceCollection services, Action<IOnServiceRegistredContext> registrationAction) =>
            services.GetOrAddInstance<ServiceRegistrationActionList>().Add(registrationAction);
    }

    public static class ServiceCollectionPreConfigureExtensions
    {
        public static IServiceCollection PreConfigure<TOptions>(this IServiceCollection services, Action<TOptions> optionsAction)
        {
            services.GetOrAddInstance<PreConfigureActionList<TOptions>>().Add(optionsAction);
            return services;
        }

        public static TOptions ExecutePreConfiguredActions<TOptions>(this IServiceCollection services)
            where TOptions : new() => services.ExecutePreConfiguredActions(new TOptions());

        public static TOptions ExecutePreConfiguredActions<TOptions>(this IServiceCollection services, TOptions options)
        {
            foreach (var action in services.GetOrAddInstance<PreConfigureActionList<TOptions>>())
                action(options);
            return options;
        }
    }

    public static class ServiceCollectionObjectAccessorExtensions
    {
        public static ObjectAccessor<T> TryAddObjectAccessor<T>(this IServiceCollection services)
        {
            if (services.LastOrDefault(d => d.ServiceType == typeof(ObjectAccessor<T>))?.ImplementationInstance is ObjectAccessor<T> known)
                return known;
            var accessor = new ObjectAccessor<T>();
            services.AddSingleton(accessor);
            services.AddSingleton<IObjectAccessor<T>>(accessor);
            return accessor;
        }
    }

    internal static class ServiceCollectionInstances
    {
        public static T GetOrAddInstance<T>(this IServiceCollection services)
            where T : class, new()
        {
            if (services.LastOrDefault(d => d.ServiceType == typeof(T))?.ImplementationInstance is T known)
                return known;
            var instance = new T();
            services.AddSingleton(instance);
            return instance;
        }

        // A container's factory (UseAutofac) if there is one, else Microsoft's.
        public static IServiceProvider BuildServiceProviderFromFactory(this IServiceCollection services) =>
            services.LastOrDefault(d => d.ServiceType == typeof(ServiceProviderBuilder))?.ImplementationInstance is ServiceProviderBuilder builder
                ? builder.Build(services)
                : services.BuildServiceProvider();
    }

    internal sealed record ServiceProviderBuilder(Func<IServiceCollection, IServiceProvider> Build);
}

namespace Volo.Abp.Modularity
{
    public interface IModuleContainer
    {
        IReadOnlyList<IAbpModuleDescriptor> Modules { get; }
    }
}

namespace Volo.Abp.ExceptionHandling
{
    public interface IHasErrorCode
    {
        string? Code { get; }
    }

    public interface IHasErrorDetails
    {
        string? Details { get; }
    }
}

namespace Volo.Abp.Logging
{
    public interface IHasLogLevel
    {
        Microsoft.Extensions.Logging.LogLevel LogLevel { get; set; }
    }
}

namespace Volo.Abp
{
    public class DisposeAction(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}

namespace Volo.Abp.Aspects
{
    public interface IAvoidDuplicateCrossCuttingConcerns
    {
        List<string> AppliedCrossCuttingConcerns { get; }
    }

    public static class AbpCrossCuttingConcerns
    {
        public static bool IsApplied(object obj, string concern) =>
            obj is IAvoidDuplicateCrossCuttingConcerns target && target.AppliedCrossCuttingConcerns.Contains(concern);

        public static IDisposable Applying(object obj, params string[] concerns)
        {
            if (obj is not IAvoidDuplicateCrossCuttingConcerns target)
                return new DisposeAction(() => { });
            target.AppliedCrossCuttingConcerns.AddRange(concerns);
            return new DisposeAction(() => target.AppliedCrossCuttingConcerns.RemoveAll(concerns.Contains));
        }
    }
}
