using System.Reflection;
using Microsoft.Extensions.Options;
using Volo.Abp.DependencyInjection;

namespace Volo.Abp.Data;

[Serializable]
public class ConnectionStrings : Dictionary<string, string?>
{
    public const string DefaultConnectionStringName = "Default";

    public string? Default
    {
        get => this.GetValueOrDefault(DefaultConnectionStringName);
        set => this[DefaultConnectionStringName] = value;
    }
}

public class AbpDbConnectionOptions
{
    public ConnectionStrings ConnectionStrings { get; set; } = [];
}

/// <summary>The name of a DbContext's connection string.</summary>
public class ConnectionStringNameAttribute(string name) : Attribute
{
    public string Name { get; } = Check.NotNull(name, nameof(name));

    public static string GetConnStringName(Type type) => type.GetCustomAttribute<ConnectionStringNameAttribute>()?.Name ?? type.FullName!;
}

public interface IConnectionStringResolver
{
    [Obsolete("Use ResolveAsync method.")]
    string Resolve(string? connectionStringName = null);

    Task<string> ResolveAsync(string? connectionStringName = null);
}

internal sealed class DefaultConnectionStringResolver(IOptionsMonitor<AbpDbConnectionOptions> options)
    : IConnectionStringResolver, ITransientDependency
{
    [Obsolete("Use ResolveAsync method.")]
    public string Resolve(string? connectionStringName = null)
    {
        var all = options.CurrentValue.ConnectionStrings;
        return (connectionStringName is not null && all.GetValueOrDefault(connectionStringName) is { Length: > 0 } own
            ? own : all.Default)!;
    }

#pragma warning disable CS0618
    public Task<string> ResolveAsync(string? connectionStringName = null) => Task.FromResult(Resolve(connectionStringName));
#pragma warning restore CS0618
}
