using HrefCrm.PostgreSql;
using HrefCrm.Tenancy.ApiKeys;
using HrefCrm.Tenancy.Audit;
using HrefCrm.Tenancy.Tenants;
using Microsoft.EntityFrameworkCore;
using Volo.Abp.EntityFrameworkCore;

namespace HrefCrm.Tenancy.EntityFrameworkCore;

/// <summary>The schema <c>tenancy</c>.</summary>
public class TenancyDbContext(DbContextOptions<TenancyDbContext> options) : AbpDbContext<TenancyDbContext>(options)
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "tenancy";

    /// <summary>Every tenant.</summary>
    public DbSet<Tenant> Tenants => Set<Tenant>();

    /// <summary>Every tenant's API keys.</summary>
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    /// <summary>The audit trail.</summary>
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    /// <inheritdoc />
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
    {
        base.OnConfiguring(optionsBuilder);
        optionsBuilder.UseSnakeCaseNamingConvention();
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDefaultSchema(Schema);

        modelBuilder.Entity<Tenant>(b =>
        {
            b.ToTable("tenants");
            b.Property(t => t.Slug).HasMaxLength(TenantConsts.MaxSlugLength);
            b.Property(t => t.Name).HasMaxLength(TenantConsts.MaxNameLength);
            b.Property(t => t.Tagline).HasMaxLength(TenantConsts.MaxTaglineLength);
            b.Property(t => t.PrimaryColor).HasColumnName("primary_colour").HasMaxLength(7);
            b.HasIndex(t => t.Slug).IsUnique();
            b.Property(t => t.Version).HasColumnName("xmin").IsRowVersion();
        });

        modelBuilder.Entity<ApiKey>(b =>
        {
            b.ToTable("api_keys");
            b.Property(k => k.TenantId).HasColumnName("tenant_id").IsRequired();
            b.HasKey(k => new { k.TenantId, k.Id });
            b.Property(k => k.LastFour).HasMaxLength(4);
            b.Property(k => k.CreatedBy).HasMaxLength(256);
            b.HasIndex(k => new { k.TenantId, k.Hash }).IsUnique();
            // Whatever happens at the same moment, and in an older version of the product, one key at most is left without an end.
            b.HasIndex(k => k.TenantId).IsUnique().HasFilter("ends_at IS NULL");
            b.HasOne<Tenant>().WithMany().HasForeignKey(k => k.TenantId).OnDelete(DeleteBehavior.Restrict);
        });

        modelBuilder.Entity<AuditEntry>(b =>
        {
            b.ToTable("audit_entries");
            b.Property(e => e.Action).HasConversion<SnakeCaseEnumConverter<AuditAction>>().HasMaxLength(30);
            b.Property(e => e.Actor).HasMaxLength(AuditConsts.MaxActorLength);
            b.Property(e => e.FromAddress).HasMaxLength(AuditConsts.MaxAddressLength);
            b.Property(e => e.Detail).HasMaxLength(AuditConsts.MaxDetailLength);
            // Ids are in the order of time, so each list reads backwards along an index.
            b.HasIndex(e => new { e.AboutTenantId, e.Id });
            b.HasOne<Tenant>().WithMany().HasForeignKey(e => e.AboutTenantId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
