using Volo.Abp.Modularity;

namespace Volo.Abp.Authorization;

public class AbpAuthorizationAbstractionsModule : AbpModule;
