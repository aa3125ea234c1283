using HrefCrm.Leads.Leads;
using HrefCrm.Leads.Pipeline;
using HrefCrm.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Volo.Abp.EntityFrameworkCore;

namespace HrefCrm.Leads.EntityFrameworkCore;

/// <summary>The schema <c>leads</c>.</summary>
public class LeadsDbContext(DbContextOptions<LeadsDbContext> options) : AbpDbContext<LeadsDbContext>(options)
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "leads";

    /// <summary>Every tenant's leads.</summary>
    public DbSet<Lead> Leads => Set<Lead>();

    /// <summary>Every tenant's pipeline stages.</summary>
    public DbSet<PipelineStage> PipelineStages => Set<PipelineStage>();

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

        modelBuilder.Entity<PipelineStage>(b =>
        {
            b.ToTable("pipeline_stages");
            b.Property(s => s.TenantId).HasColumnName("tenant_id").IsRequired();
            b.HasKey(s => new { s.TenantId, s.Id });
            b.Property(s => s.Name).HasMaxLength(PipelineStage.MaxNameLength);
            b.Property(s => s.Color).HasColumnName("colour").HasMaxLength(7);
            b.Property(s => s.Type).HasConversion<SnakeCaseEnumConverter<StageType>>().HasMaxLength(10);
        });

        modelBuilder.Entity<Lead>(b =>
        {
            b.ToTable("leads");
            b.Property(l => l.TenantId).HasColumnName("tenant_id").IsRequired();
            b.HasKey(l => new { l.TenantId, l.Id });
            b.ComplexProperty(l => l.Details, d =>
            {
                foreach (var field in LeadFields.Texts)
                    d.Property<string?>(field.Property).HasColumnName(field.Name).HasMaxLength(field.MaxLength);
                d.Property(x => x.Metadata).HasColumnName(LeadFields.Metadata).HasColumnType("json");
            });
            b.Property(l => l.Status).HasConversion<SnakeCaseEnumConverter<LeadStatus>>().HasMaxLength(10);
            b.HasOne<PipelineStage>().WithMany().HasForeignKey(l => new { l.TenantId, l.StageId }).OnDelete(DeleteBehavior.Restrict);

            // EF Core knows no index over a complex value: those by which duplicates are found are in the migration Initial alone.
            b.HasIndex(l => new { l.TenantId, l.StageId });
        });
    }
}
