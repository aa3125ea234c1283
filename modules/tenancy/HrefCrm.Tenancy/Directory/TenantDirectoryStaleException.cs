using Volo.Abp;

namespace HrefCrm.Tenancy.Directory;

/// <summary>This instance could not hear of changes to tenants and keys for five seconds, so it must not trust what it knows: answer 503.</summary>
public class TenantDirectoryStaleException() : AbpException("Changes to tenants and keys have not been heard of for five seconds.");
