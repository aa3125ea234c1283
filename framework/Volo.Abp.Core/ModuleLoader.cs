using System.Reflection;

namespace Volo.Abp.Modularity;

// The modules of an application, each after those that it needs.
internal sealed record LoadedModules(IReadOnlyList<AbpModule> Modules)
{
    public HashSet<Assembly> Assemblies { get; } = [.. Modules.Select(m => m.GetType().Assembly)];

    // Their classes, in the order of the modules.
    public IEnumerable<Type> Classes => Modules.Select(m => m.GetType().Assembly).Distinct()
        .SelectMany(a => a.GetTypes()).Where(t => t is { IsClass: true, IsAbstract: false, IsGenericType: false });
}

internal static class ModuleLoader
{
    // Depth first along DependsOn, so that a module comes after all that it needs, and the start-up module last.
    public static LoadedModules Load(Type startupModuleType)
    {
        var sorted = new List<AbpModule>();
        Visit(startupModuleType, sorted, [], []);
        return new(sorted);
    }

    private static void Visit(Type type, List<AbpModule> sorted, HashSet<Type> done, HashSet<Type> open)
    {
        if (done.Contains(type))
            return;
        if (type.IsAbstract || type.IsGenericType || !typeof(AbpModule).IsAssignableFrom(type))
            throw new ArgumentException($"Given type is not an ABP module: {type.AssemblyQualifiedName}");
        if (!open.Add(type))
            throw new AbpException($"Modules depend on each other in a circle: {type.FullName}.");

        foreach (var needed in type.GetCustomAttributes<DependsOnAttribute>().SelectMany(a => a.DependedTypes))
            Visit(needed, sorted, done, open);
        open.Remove(type);
        done.Add(type);
        sorted.Add((AbpModule)Activator.CreateInstance(type)!);
    }
}
