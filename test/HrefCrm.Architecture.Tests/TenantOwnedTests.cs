using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Architecture.Tests;

/// <summary>Rule 5, by the code: entities that belong to a tenant, and how EF Core maps them.</summary>
public class TenantOwnedTests
{
    private static readonly IReadOnlyList<IEntityType> Mapped = [.. Product.Types.Where(IsDbContext).SelectMany(EntityTypes)];

    // A row that may also be no tenant's, such as a session, is not a tenant's own.
    private static readonly IReadOnlyList<IEntityType> InTenantTables =
        [.. Mapped.Where(e => e.GetProperties().Any(p => p.GetColumnName() == "tenant_id" && !p.IsNullable))];

    [Fact]
    public void All_modules_are_looked_at()
    {
        Mapped.Select(e => e.GetSchema()).Distinct().ShouldBe(Product.Schemas, ignoreOrder: true);
        InTenantTables.Select(e => e.GetSchema()).Distinct().ShouldBe(Product.Schemas, ignoreOrder: true);
    }

    [Fact]
    public void Entities_of_a_tenant_have_no_public_setter_for_it()
    {
        var owned = Product.Types.Where(t => t.IsClass && typeof(IMultiTenant).IsAssignableFrom(t)).ToList();
        owned.Count.ShouldBeGreaterThanOrEqualTo(5);
        owned.Where(t => t.GetProperty(nameof(IMultiTenant.TenantId))?.GetSetMethod(nonPublic: false) is not null).ShouldBeEmpty();
    }

    [Fact]
    public void Entities_whose_table_has_a_tenant_are_multi_tenant() =>
        InTenantTables.Where(e => !typeof(IMultiTenant).IsAssignableFrom(e.ClrType)).Select(e => e.Name).ShouldBeEmpty();

    [Fact]
    public void Multi_tenant_entities_are_mapped_to_a_table_with_a_tenant() =>
        Product.Types.Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IMultiTenant).IsAssignableFrom(t))
            .Except(InTenantTables.Select(e => e.ClrType))
            .ShouldBeEmpty();

    [Fact]
    public void Keys_of_a_tenants_entities_begin_with_the_tenant() =>
        InTenantTables
            .SelectMany(e => e.GetKeys().Select(k => (Entity: e.Name, First: k.Properties[0]))
                .Concat(e.GetIndexes().Where(i => i.IsUnique).Select(i => (Entity: e.Name, First: i.Properties[0]))))
            .Where(k => k.First.GetColumnName() != "tenant_id")
            .ShouldBeEmpty();

    private static bool IsDbContext(Type type) => type is { IsClass: true, IsAbstract: false } && typeof(DbContext).IsAssignableFrom(type);

    // The model needs a provider, and no database.
    private static IEnumerable<IEntityType> EntityTypes(Type dbContextType)
    {
        var builder = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(dbContextType))!;
        using var context = (DbContext)Activator.CreateInstance(dbContextType, builder.UseNpgsql().Options)!;
        return [.. context.Model.GetEntityTypes()];
    }
}
