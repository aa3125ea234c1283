using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Autofac;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Modularity;

namespace HrefCrm.Framework.Tests.DependencyInjection;

public sealed class ConventionalRegistrationTests : IAsyncLifetime
{
    private TestApplication _application = null!;

    public async Task InitializeAsync() => _application = await TestApplication.StartAsync<RegistrationModule>();

    public async Task DisposeAsync() => await _application.DisposeAsync();

    [Fact]
    public void A_transient_is_new_each_time_and_exposed_by_its_class_and_the_interface_of_its_name()
    {
        _application.Get<ICounter>().ShouldBeOfType<Counter>().ShouldNotBeSameAs(_application.Get<ICounter>());
        _application.Get<Counter>().ShouldNotBeSameAs(_application.Get<Counter>());
    }

    [Fact]
    public void An_interface_that_is_not_named_like_the_class_is_not_exposed() =>
        _application.Services.GetService<IUnrelated>().ShouldBeNull();

    [Fact]
    public void An_interface_is_exposed_where_the_class_ends_with_its_name() =>
        _application.Get<IGreeter>().ShouldBeOfType<PoliteGreeter>();

    [Fact]
    public void A_singleton_is_one_for_its_class_and_its_interface()
    {
        _application.Get<ISharedThing>().ShouldBeSameAs(_application.Get<SharedThing>());
        using var scope = _application.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<ISharedThing>().ShouldBeSameAs(_application.Get<ISharedThing>());
    }

    [Fact]
    public void The_dependency_attribute_decides_the_lifetime_over_the_interface() =>
        _application.Get<ReallyOne>().ShouldBeSameAs(_application.Get<ReallyOne>());

    [Fact]
    public void Expose_services_names_all_that_is_exposed()
    {
        _application.Get<IUnlike>().ShouldBeOfType<OnlyAsUnlike>();
        _application.Services.GetService<OnlyAsUnlike>().ShouldBeNull();
    }

    [Fact]
    public void Replace_services_takes_the_place_of_what_is_registered()
    {
        _application.Get<IGate>().ShouldBeOfType<ReplacingGate>();
        _application.Services.GetServices<IGate>().Count().ShouldBe(1);
    }

    [Fact]
    public void Try_register_leaves_what_is_registered() => _application.Get<IChair>().ShouldBeOfType<ChairOfModule>();

    [Fact]
    public void A_class_without_a_lifetime_is_not_registered() => _application.Services.GetService<Plain>().ShouldBeNull();

    [Fact]
    public void Settable_properties_are_injected() => _application.Get<WithProperty>().Shared.ShouldBeSameAs(_application.Get<SharedThing>());

    public interface ICounter;

    public interface IUnrelated;

    public class Counter : ICounter, IUnrelated, ITransientDependency;

    public interface IGreeter;

    public class PoliteGreeter : IGreeter, ITransientDependency;

    public interface ISharedThing;

    public class SharedThing : ISharedThing, ISingletonDependency;

    [Dependency(ServiceLifetime.Singleton)]
    public class ReallyOne : ITransientDependency;

    public interface IUnlike;

    [ExposeServices(typeof(IUnlike))]
    public class OnlyAsUnlike : IUnlike, ITransientDependency;

    public interface IGate;

    public class GateOfModule : IGate;

    [Dependency(ReplaceServices = true)]
    [ExposeServices(typeof(IGate))]
    public class ReplacingGate : IGate, ITransientDependency;

    public interface IChair;

    public class ChairOfModule : IChair;

    [Dependency(TryRegister = true)]
    public class Chair : IChair, ITransientDependency;

    public class Plain;

    public class WithProperty : ITransientDependency
    {
        public SharedThing? Shared { get; set; }
    }

    [DependsOn(typeof(AbpAutofacModule))]
    public class RegistrationModule : AbpModule
    {
        // Conventions apply between these two phases, so what is registered here is there before them.
        public override void PreConfigureServices(ServiceConfigurationContext context)
        {
            context.Services.AddTransient<IGate, GateOfModule>();
            context.Services.AddTransient<IChair, ChairOfModule>();
        }
    }
}
