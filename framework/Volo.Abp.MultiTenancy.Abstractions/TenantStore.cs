namespace Volo.Abp.MultiTenancy;

public class AbpMultiTenancyOptions
{
    public bool IsEnabled { get; set; }
}

/// <summary>A tenant as the framework knows it.</summary>
[Serializable]
public class TenantConfiguration
{
    public TenantConfiguration() => IsActive = true;

    public TenantConfiguration(Guid id, string name)
        : this()
    {
        Id = id;
        Name = Check.NotNull(name, nameof(name));
    }

    public TenantConfiguration(Guid id, string name, string normalizedName)
        : this(id, name) => NormalizedName = Check.NotNull(normalizedName, nameof(normalizedName));

    public Guid Id { get; set; }

    public string Name { get; set; } = default!;

    public string NormalizedName { get; set; } = default!;

    public bool IsActive { get; set; }
}

public interface ITenantStore
{
    Task<TenantConfiguration?> FindAsync(string normalizedName);

    Task<TenantConfiguration?> FindAsync(Guid id);

    Task<IReadOnlyList<TenantConfiguration>> GetListAsync(bool includeDetails = false);

    [Obsolete("Use FindAsync method.")]
    TenantConfiguration? Find(string normalizedName);

    [Obsolete("Use FindAsync method.")]
    TenantConfiguration? Find(Guid id);
}
