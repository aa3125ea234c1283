using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.DependencyInjection;

namespace Volo.Abp.Uow;

internal sealed class UnitOfWorkManager(IServiceScopeFactory serviceScopeFactory) : IUnitOfWorkManager, ISingletonDependency
{
    private readonly AsyncLocal<UnitOfWork?> _ambient = new();

    public IUnitOfWork? Current => CurrentUnit;

    public UnitOfWork? CurrentUnit
    {
        get
        {
            var unitOfWork = _ambient.Value;
            while (unitOfWork is { IsOpen: false })
                unitOfWork = unitOfWork.Outer;
            return unitOfWork;
        }
    }

    public IUnitOfWork Begin(AbpUnitOfWorkOptions options, bool requiresNew = false)
    {
        Check.NotNull(options, nameof(options));
        if (CurrentUnit is { } current && !requiresNew)
            return new ChildUnitOfWork(current);

        var scope = serviceScopeFactory.CreateScope();
        var outer = _ambient.Value;
        return _ambient.Value = new UnitOfWork(scope.ServiceProvider, outer, options, () =>
        {
            _ambient.Value = outer;
            scope.Dispose();
        });
    }
}
