using HrefCrm.Identity.DataProtection;
using HrefCrm.Identity.Invites;
using HrefCrm.Identity.People;
using HrefCrm.Identity.Sessions;
using HrefCrm.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Volo.Abp.EntityFrameworkCore;

namespace HrefCrm.Identity.EntityFrameworkCore;

/// <summary>The schema <c>identity</c>.</summary>
public class IdentityDbContext(DbContextOptions<IdentityDbContext> options) : AbpDbContext<IdentityDbContext>(options)
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "identity";

    /// <summary>Everybody with an account.</summary>
    public DbSet<Person> People => Set<Person>();

    /// <summary>Every workspace's members.</summary>
    public DbSet<Membership> Memberships => Set<Membership>();

    /// <summary>Every workspace's invites.</summary>
    public DbSet<Invite> Invites => Set<Invite>();

    /// <summary>Who is, or was, signed in.</summary>
    public DbSet<Session> Sessions => Set<Session>();

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

        modelBuilder.Entity<Person>(b =>
        {
            b.ToTable("people");
            b.Property(p => p.Email).HasMaxLength(PersonConsts.MaxEmailLength);
            b.HasIndex(p => new { p.IsStaff, p.Email }).IsUnique();
            b.Property(p => p.PasswordHash).HasMaxLength(200);
            b.Property(p => p.SecurityStamp).HasMaxLength(100);
            b.Property(p => p.AuthenticatorKey).HasMaxLength(100);
        });

        modelBuilder.Entity<Membership>(b =>
        {
            b.ToTable("memberships");
            b.Property(m => m.TenantId).HasColumnName("tenant_id").IsRequired();
            b.HasKey(m => new { m.TenantId, m.Id });
            b.Property(m => m.Role).HasConversion<SnakeCaseEnumConverter<WorkspaceRole>>().HasMaxLength(10);
            b.HasIndex(m => new { m.TenantId, m.PersonId }).IsUnique();
            b.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId).OnDelete(DeleteBehavior.Restrict);
        });

        modelBuilder.Entity<Invite>(b =>
        {
            b.ToTable("invites");
            b.Property(i => i.TenantId).HasColumnName("tenant_id").IsRequired();
            b.HasKey(i => new { i.TenantId, i.Id });
            b.Property(i => i.Email).HasMaxLength(PersonConsts.MaxEmailLength);
            b.Property(i => i.Role).HasConversion<SnakeCaseEnumConverter<WorkspaceRole>>().HasMaxLength(10);
            b.HasIndex(i => new { i.TenantId, i.TokenHash }).IsUnique();
            // All tenants' that are due, for the one who mails them.
            b.HasIndex(i => i.MailDueAt).HasFilter("mail_due_at IS NOT NULL");
        });

        modelBuilder.Entity<Session>(b =>
        {
            b.ToTable("sessions");
            b.Property(s => s.FromAddress).HasMaxLength(45);
            b.HasIndex(s => s.PersonId);
            b.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Restrict);
        });

        modelBuilder.Entity<SignInFailure>(b =>
        {
            b.ToTable("sign_in_failures");
            b.HasKey(f => f.Key);
            b.HasIndex(f => f.LastAt);
        });

        modelBuilder.Entity<DataProtectionKey>().ToTable("data_protection_keys");
    }
}
