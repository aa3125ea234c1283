using Volo.Abp.Modularity;

namespace Volo.Abp.Application;

public class AbpDddApplicationContractsModule : AbpModule;
