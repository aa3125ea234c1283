using HrefCrm.Leads.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Volo.Abp.Data;
using Volo.Abp.EntityFrameworkCore;

namespace HrefCrm.Leads.EntityFrameworkCore;

/// <summary>The schema <c>leads</c>.</summary>
[ConnectionStringName(ConnectionStringName)]
public class LeadsDbContext(DbContextOptions<LeadsDbContext> options) : AbpDbContext<LeadsDbContext>(options)
{
    /// <summary>Name of this module's connection string; ABP falls back to <c>Default</c>.</summary>
    public const string ConnectionStringName = "Leads";

    /// <summary>Name of the connection string for what spans tenants: the stages for the cache, and no lead.</summary>
    public const string SystemConnectionStringName = "LeadsSystem";

    /// <summary>Name of the connection string of the intake, whose role may insert leads of any tenant and read none.</summary>
    public const string IntakeConnectionStringName = "LeadsIntake";

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
            b.Property(s => s.Colour).HasMaxLength(7);
            b.Property(s => s.Type).HasConversion(LowerCase<StageType>()).HasMaxLength(10);
        });

        modelBuilder.Entity<Lead>(b =>
        {
            b.ToTable("leads");
            b.Property(l => l.TenantId).HasColumnName("tenant_id").IsRequired();
            b.HasKey(l => new { l.TenantId, l.Id });
            b.Property(l => l.FirstName).HasMaxLength(LeadConsts.MaxNameLength);
            b.Property(l => l.LastName).HasMaxLength(LeadConsts.MaxNameLength);
            b.Property(l => l.Email).HasMaxLength(LeadConsts.MaxEmailLength);
            b.Property(l => l.Phone).HasMaxLength(LeadConsts.MaxPhoneLength);
            b.Property(l => l.Street).HasMaxLength(LeadConsts.MaxStreetLength);
            b.Property(l => l.City).HasMaxLength(LeadConsts.MaxCityLength);
            b.Property(l => l.State).HasMaxLength(LeadConsts.MaxStateLength);
            b.Property(l => l.Zip).HasMaxLength(LeadConsts.MaxZipLength);
            b.Property(l => l.Source).HasMaxLength(LeadConsts.MaxSourceLength);
            b.Property(l => l.UtmSource).HasMaxLength(LeadConsts.MaxUtmLength);
            b.Property(l => l.UtmMedium).HasMaxLength(LeadConsts.MaxUtmLength);
            b.Property(l => l.UtmCampaign).HasMaxLength(LeadConsts.MaxUtmLength);
            b.Property(l => l.UtmTerm).HasMaxLength(LeadConsts.MaxUtmLength);
            b.Property(l => l.UtmContent).HasMaxLength(LeadConsts.MaxUtmLength);
            b.Property(l => l.Metadata).HasColumnType("json");
            b.Property(l => l.Status).HasConversion(LowerCase<LeadStatus>()).HasMaxLength(10);
            b.HasOne<PipelineStage>().WithMany().HasForeignKey(l => new { l.TenantId, l.StageId }).OnDelete(DeleteBehavior.Restrict);

            // Duplicates of a lead are found by these; the foreign key's own index serves the board.
            b.HasIndex(l => new { l.TenantId, l.Email });
            b.HasIndex(l => new { l.TenantId, l.Phone });
            b.HasIndex(l => new { l.TenantId, l.StageId });
        });
    }

    private static ValueConverter<T, string> LowerCase<T>()
        where T : struct, Enum => new(v => v.ToString().ToLowerInvariant(), v => Enum.Parse<T>(v, true));
}
