using System.Reflection;

namespace Volo.Abp.Modularity
{
    public interface IOnPreApplicationInitialization
    {
        Task OnPreApplicationInitializationAsync(ApplicationInitializationContext context);

        void OnPreApplicationInitialization(ApplicationInitializationContext context);
    }

    public interface IOnPostApplicationInitialization
    {
        Task OnPostApplicationInitializationAsync(ApplicationInitializationContext context);

        void OnPostApplicationInitialization(ApplicationInitializationContext context);
    }

    /// <summary>A module that was loaded.</summary>
    public interface IAbpModuleDescriptor
    {
        Type Type { get; }

        Assembly Assembly { get; }

        IAbpModule Instance { get; }

        IReadOnlyList<IAbpModuleDescriptor> Dependencies { get; }
    }

    internal sealed class AbpModuleDescriptor(Type type, IAbpModule instance) : IAbpModuleDescriptor
    {
        public Type Type => type;

        public Assembly Assembly => type.Assembly;

        public IAbpModule Instance => instance;

        public List<IAbpModuleDescriptor> DependencyList { get; } = [];

        public IReadOnlyList<IAbpModuleDescriptor> Dependencies => DependencyList;
    }

    // Depth first along DependsOn, so that a module comes after all that it needs, and the start-up module last.
    internal static class ModuleLoader
    {
        public static IReadOnlyList<IAbpModuleDescriptor> Load(Type startupModuleType)
        {
            var sorted = new List<IAbpModuleDescriptor>();
            Visit(startupModuleType, sorted, [], []);
            return sorted;
        }

        private static AbpModuleDescriptor Visit(Type type, List<IAbpModuleDescriptor> sorted, Dictionary<Type, AbpModuleDescriptor> known, HashSet<Type> open)
        {
            if (known.TryGetValue(type, out var descriptor))
                return descriptor;
            if (type.IsAbstract || type.IsGenericType || !typeof(IAbpModule).IsAssignableFrom(type))
                throw new ArgumentException($"Given type is not an ABP module: {type.AssemblyQualifiedName}");
            if (!open.Add(type))
                throw new AbpException($"Modules depend on each other in a circle: {type.FullName}.");

            descriptor = new AbpModuleDescriptor(type, (IAbpModule)Activator.CreateInstance(type)!);
            foreach (var needed in type.GetCustomAttributes<DependsOnAttribute>().SelectMany(a => a.DependedTypes).Distinct())
                descriptor.DependencyList.Add(Visit(needed, sorted, known, open));
            open.Remove(type);
            known[type] = descriptor;
            sorted.Add(descriptor);
            return descriptor;
        }
    }
}
