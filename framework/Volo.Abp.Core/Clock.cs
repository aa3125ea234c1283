using Microsoft.Extensions.Options;
using Volo.Abp.DependencyInjection;

namespace Volo.Abp.Timing;

public class AbpClockOptions
{
    public DateTimeKind Kind { get; set; } = DateTimeKind.Unspecified;
}

public interface IClock
{
    DateTime Now { get; }
}

internal sealed class Clock(IOptions<AbpClockOptions> options) : IClock, ITransientDependency
{
    public DateTime Now => options.Value.Kind == DateTimeKind.Utc ? DateTime.UtcNow : DateTime.Now;
}
