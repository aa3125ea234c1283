using Volo.Abp.Autofac;
using Volo.Abp.Modularity;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Framework.Tests.MultiTenancy;

public sealed class CurrentTenantTests : IAsyncLifetime
{
    private static readonly Guid Acme = Guid.NewGuid();
    private static readonly Guid Globex = Guid.NewGuid();

    private TestApplication _application = null!;

    private ICurrentTenant Tenant => _application.Get<ICurrentTenant>();

    public async Task InitializeAsync() => _application = await TestApplication.StartAsync<TenantModule>();

    public async Task DisposeAsync() => await _application.DisposeAsync();

    [Fact]
    public void There_is_no_tenant_at_first()
    {
        Tenant.Id.ShouldBeNull();
        Tenant.IsAvailable.ShouldBeFalse();
    }

    [Fact]
    public void Nested_changes_are_undone_one_by_one()
    {
        using (Tenant.Change(Acme, "acme"))
        {
            (Tenant.Id, Tenant.Name, Tenant.IsAvailable).ShouldBe((Acme, "acme", true));
            using (Tenant.Change(Globex))
                (Tenant.Id, Tenant.Name).ShouldBe((Globex, null));
            using (Tenant.Change(null))
                Tenant.IsAvailable.ShouldBeFalse();
            (Tenant.Id, Tenant.Name).ShouldBe((Acme, "acme"));
        }

        Tenant.Id.ShouldBeNull();
    }

    [Fact]
    public async Task A_change_flows_into_what_is_awaited_and_not_out_of_it()
    {
        using (Tenant.Change(Acme))
        {
            await ChangeInsideAsync();
            Tenant.Id.ShouldBe(Acme);
        }

        async Task ChangeInsideAsync()
        {
            await Task.Yield();
            Tenant.Id.ShouldBe(Acme);
            Tenant.Change(Globex);
            Tenant.Id.ShouldBe(Globex);
        }
    }

    [Fact]
    public async Task Parallel_flows_do_not_see_each_other()
    {
        using var bothChanged = new Barrier(8);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                var id = Guid.NewGuid();
                using (Tenant.Change(id))
                {
                    bothChanged.SignalAndWait();
                    Tenant.Id.ShouldBe(id);
                }

                Tenant.Id.ShouldBeNull();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
    }

    [DependsOn(typeof(AbpAutofacModule), typeof(Volo.Abp.Domain.AbpDddDomainModule))]
    public class TenantModule : AbpModule;
}
