using Volo.Abp;
using Volo.Abp.Domain.Entities;

namespace HrefCrm.Tenancy.Tenants;

/// <summary>A client business of HREF's and its workspace.</summary>
public class Tenant : BasicAggregateRoot<Guid>
{
    /// <summary>The label before the base domain; never changes.</summary>
    public string Slug { get; private set; } = null!;

    /// <summary>Display name.</summary>
    public string Name { get; private set; } = null!;

    /// <summary>One line under the name; null for none.</summary>
    public string? Tagline { get; private set; }

    /// <summary>The workspace's color, <c>#rrggbb</c>.</summary>
    public string PrimaryColor { get; private set; } = null!;

    /// <summary>When it was suspended (UTC); null while it is active.</summary>
    public DateTime? SuspendedAt { get; private set; }

    /// <summary>When it was provisioned (UTC).</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>When it last changed (UTC).</summary>
    public DateTime UpdatedAt { get; private set; }

    /// <summary>Another with every change; PostgreSQL sets it.</summary>
    public uint Version { get; private set; }

    /// <summary>Makes an active tenant.</summary>
    /// <exception cref="ArgumentException">The slug does not keep to <see cref="Tenants.Slug.IsValid"/>, or the name is blank or too long.</exception>
    public Tenant(Guid id, string slug, string name, DateTime now)
        : base(id)
    {
        if (!Tenants.Slug.IsValid(slug))
            throw new ArgumentException("The slug is not valid.", nameof(slug));
        Slug = slug;
        Name = Check.NotNullOrWhiteSpace(name, nameof(name), TenantConsts.MaxNameLength).Trim();
        PrimaryColor = TenantConsts.DefaultPrimaryColor;
        CreatedAt = UpdatedAt = now;
    }

    private Tenant()
    {
    }

    /// <summary>Changes how the workspace looks.</summary>
    /// <param name="name">Display name.</param>
    /// <param name="tagline">One line under it; null or blank for none.</param>
    /// <param name="primaryColor"><c>#rrggbb</c>.</param>
    /// <param name="now">The time (UTC).</param>
    /// <returns>The names of what is not as it was.</returns>
    /// <exception cref="ArgumentException">The name is blank or too long.</exception>
    public IReadOnlyList<string> ChangeSettings(string name, string? tagline, string primaryColor, DateTime now)
    {
        var before = (Name, Tagline, PrimaryColor);
        Name = Check.NotNullOrWhiteSpace(name, nameof(name), TenantConsts.MaxNameLength).Trim();
        Tagline = string.IsNullOrWhiteSpace(tagline) ? null : tagline.Trim();
        PrimaryColor = primaryColor.ToLowerInvariant();

        var changed = new List<string>();
        if (before.Name != Name)
            changed.Add("name");
        if (before.Tagline != Tagline)
            changed.Add("tagline");
        if (before.PrimaryColor != PrimaryColor)
            changed.Add("color");
        if (changed.Count > 0)
            UpdatedAt = now;
        return changed;
    }

    /// <summary>Shuts the tenant's address; nothing if it is shut already.</summary>
    public void Suspend(DateTime now)
    {
        if (SuspendedAt is not null)
            return;
        SuspendedAt = UpdatedAt = now;
        AddLocalEvent(new TenantSuspendedEvent(Id));
    }

    /// <summary>Opens it again; nothing if it is open.</summary>
    public void Reactivate(DateTime now)
    {
        if (SuspendedAt is null)
            return;
        SuspendedAt = null;
        UpdatedAt = now;
        AddLocalEvent(new TenantReactivatedEvent(Id));
    }
}
