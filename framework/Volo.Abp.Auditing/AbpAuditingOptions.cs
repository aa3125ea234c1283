namespace Volo.Abp.Auditing;

/// <summary>Options of audit logging, which is not implemented here: the product turns it off.</summary>
public class AbpAuditingOptions
{
    public bool IsEnabled { get; set; } = true;
}
