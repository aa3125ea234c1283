using Volo.Abp.DependencyInjection;

namespace Volo.Abp.Guids;

public interface IGuidGenerator
{
    Guid Create();
}

internal sealed class GuidGenerator : IGuidGenerator, ITransientDependency
{
    // In the order of time, as the ids that ABP makes for PostgreSQL.
    public Guid Create() => Guid.CreateVersion7();
}
