using HrefCrm.Leads.Leads;
using HrefCrm.Leads.Pipeline;
using HrefCrm.Leads.Tasks;
using HrefCrm.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
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

    /// <summary>Every tenant's settings for its leads.</summary>
    public DbSet<LeadSettings> Settings => Set<LeadSettings>();

    /// <summary>What leads are filtered, searched and counted by.</summary>
    public DbSet<LeadIndexEntry> LeadIndex => Set<LeadIndexEntry>();

    /// <summary>How many leads are alike.</summary>
    public DbSet<LeadCount> LeadCounts => Set<LeadCount>();

    /// <summary>What happened to leads.</summary>
    public DbSet<Activity> Activities => Set<Activity>();

    /// <summary>What is to be done about leads.</summary>
    public DbSet<LeadTask> Tasks => Set<LeadTask>();

    /// <inheritdoc />
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
    {
        base.OnConfiguring(optionsBuilder);
        optionsBuilder.UseSnakeCaseNamingConvention();
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        // The intake pays for each index on leads: none is there unless it is said.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
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
            b.Property(s => s.Name).HasMaxLength(LeadConsts.MaxStageNameLength);
            b.Property(s => s.Color).HasColumnName("colour").HasMaxLength(7);
            b.Property(s => s.Type).HasConversion<SnakeCaseEnumConverter<StageType>>().HasMaxLength(10);
            b.Property(s => s.Version).HasColumnName("xmin").IsRowVersion();
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

            b.Property(l => l.MergedMetadata).HasColumnType("json");
            b.Property(l => l.Version).HasColumnName("xmin").IsRowVersion();
        });

        modelBuilder.Entity<LeadSettings>(b =>
        {
            b.ToTable("settings");
            b.Property(s => s.TenantId).HasColumnName("tenant_id").IsRequired();
            b.Ignore(s => s.Id);
            b.HasKey(s => s.TenantId);
            b.Property(s => s.Country).HasMaxLength(2);
            b.Property(s => s.Version).HasColumnName("xmin").IsRowVersion();
        });

        modelBuilder.Entity<LeadIndexEntry>(b =>
        {
            b.ToTable("lead_index");
            b.Property(i => i.TenantId).HasColumnName("tenant_id").IsRequired();
            b.Property(i => i.Id).HasColumnName("lead_id");
            b.HasKey(i => new { i.TenantId, i.Id });
            b.Property(i => i.Status).HasConversion<SnakeCaseEnumConverter<LeadStatus>>().HasMaxLength(10);
            b.HasOne<Lead>().WithOne().HasForeignKey<LeadIndexEntry>(i => new { i.TenantId, i.Id }).OnDelete(DeleteBehavior.Cascade);
            // The newest of what has one property, and what is rare in any other way (migration Desk: by trigrams of the text).
            b.HasIndex(i => new { i.TenantId, i.StageId, i.Id }).HasFilter("NOT is_binned");
            b.HasIndex(i => new { i.TenantId, i.Status, i.Id }).HasFilter("NOT is_binned");
            b.HasIndex(i => new { i.TenantId, i.Source, i.Id }).HasFilter("NOT is_binned");
            b.HasIndex(i => new { i.TenantId, i.Campaign, i.Id }).HasFilter("NOT is_binned AND campaign IS NOT NULL");
            b.HasIndex(i => new { i.TenantId, i.AssigneeId, i.Id }).HasFilter("NOT is_binned");
            b.HasIndex(i => new { i.TenantId, i.Id }, "waiting").HasDatabaseName("ix_lead_index_waiting").HasFilter("NOT is_binned AND answered_at IS NULL");
            b.HasIndex(i => new { i.TenantId, i.Id }, "binned").HasDatabaseName("ix_lead_index_binned").HasFilter("is_binned");
            b.HasIndex(i => new { i.TenantId, i.Email }).HasFilter("NOT is_binned AND email IS NOT NULL");
            b.HasIndex(i => new { i.TenantId, i.Phone }).HasFilter("NOT is_binned AND phone IS NOT NULL");
        });

        modelBuilder.Entity<LeadCount>(b =>
        {
            // Made in the migration, with the triggers that write it.
            b.ToTable("lead_counts", t => t.ExcludeFromMigrations());
            b.Property(c => c.TenantId).HasColumnName("tenant_id").IsRequired();
            b.HasKey(c => new { c.TenantId, c.Id });
            b.Property(c => c.Status).HasConversion<SnakeCaseEnumConverter<LeadStatus>>();
        });

        modelBuilder.Entity<Activity>(b =>
        {
            b.ToTable("activities");
            b.Property(a => a.TenantId).HasColumnName("tenant_id").IsRequired();
            b.HasKey(a => new { a.TenantId, a.LeadId, a.Id });
            b.Property(a => a.Kind).HasConversion<SnakeCaseEnumConverter<ActivityKind>>().HasMaxLength(20);
            b.Property(a => a.Changes).HasColumnType("json");
            b.HasOne<Lead>().WithMany().HasForeignKey(a => new { a.TenantId, a.LeadId }).OnDelete(DeleteBehavior.Cascade);
        });

        modelBuilder.Entity<LeadTask>(b =>
        {
            b.ToTable("tasks");
            b.Property(t => t.TenantId).HasColumnName("tenant_id").IsRequired();
            b.HasKey(t => new { t.TenantId, t.Id });
            b.Property(t => t.Title).HasMaxLength(LeadConsts.MaxTaskTitleLength);
            b.Property(t => t.Version).HasColumnName("xmin").IsRowVersion();
            b.HasOne<Lead>().WithMany().HasForeignKey(t => new { t.TenantId, t.LeadId }).OnDelete(DeleteBehavior.Cascade);
            b.HasIndex(t => new { t.TenantId, t.LeadId });
            b.HasIndex(t => new { t.TenantId, t.DueOn }).HasFilter("done_at IS NULL");
        });
    }
}
