using Volo.Abp.Application.Dtos;

namespace HrefCrm.Tenancy.Tenants;

/// <summary>A page of the tenant list.</summary>
public class GetTenantsInput : PagedResultRequestDto
{
    /// <summary>Part of a slug or name, without regard to case; null lists all.</summary>
    public string? Filter { get; set; }
}
