using Volo.Abp.Modularity;

namespace Volo.Abp.MultiTenancy;

public class AbpMultiTenancyModule : AbpModule;
