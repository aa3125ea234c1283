using Volo.Abp;
using Volo.Abp.ExceptionHandling;

namespace HrefCrm.Tenancy.Tenants;

/// <summary>This instance could not hear of changes to tenants and keys for five seconds, so it must not trust what it knows: answer 503.</summary>
public class TenantCacheStaleException() : AbpException("Changes to tenants and keys have not been heard of for five seconds."), IHasErrorCode
{
    /// <inheritdoc />
    public string Code => TenancyErrorCodes.CacheStale;
}
