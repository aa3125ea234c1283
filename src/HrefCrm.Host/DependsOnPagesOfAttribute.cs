using System.Reflection;
using Volo.Abp.Modularity;

namespace HrefCrm.Host;

/// <summary>Depends on the pages of every module that another module names: of <c>HrefCrm.Leads</c>, the module class in <c>HrefCrm.Leads.Blazor</c> where it exists.</summary>
/// <param name="composition">The module that names them by <see cref="DependsOnAttribute"/>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class DependsOnPagesOfAttribute(Type composition) : DependsOnAttribute(Pages(composition))
{
    private static Type[] Pages(Type composition) =>
    [
        .. composition.GetCustomAttributes<DependsOnAttribute>()
            .SelectMany(attribute => attribute.DependedTypes)
            .Select(module => $"{module.Assembly.GetName().Name}.Blazor")
            .Where(assembly => File.Exists(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")))
            .Select(assembly => Assembly.Load(assembly).GetTypes().Single(type => type.IsSubclassOf(typeof(AbpModule)))),
    ];
}
