using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore;
using Volo.Abp.MultiTenancy;

namespace Volo.Abp.EntityFrameworkCore.Modeling;

/// <summary>Conventions for entity types.</summary>
public static class AbpEntityTypeBuilderExtensions
{
    /// <summary>Maps the members that the entity has from ABP's interfaces.</summary>
    public static void ConfigureByConvention(this EntityTypeBuilder b)
    {
        if (typeof(IMultiTenant).IsAssignableFrom(b.Metadata.ClrType))
            b.Property(nameof(IMultiTenant.TenantId)).IsRequired(false).HasColumnName(nameof(IMultiTenant.TenantId));
    }
}
