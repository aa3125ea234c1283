using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Volo.Abp;
using Volo.Abp.Application.Services;

namespace HrefCrm.Architecture.Tests;

/// <summary>Rule 7: application services are interceptable, used through their interfaces, and unpublished but for the intake.</summary>
public class ApplicationServiceTests
{
    private static readonly IReadOnlyList<Type> Services =
        [.. Product.Types.Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IApplicationService).IsAssignableFrom(t))];

    private static readonly HashSet<string> Names = [.. Services.Select(s => s.FullName!)];

    [Fact]
    public void Services_are_found()
    {
        string[] known = ["IntakeAppService", "TenantAppService", "ProvisioningAppService", "ApiKeyAppService", "AccountAppService", "TeamAppService"];
        known.ShouldBeSubsetOf(Services.Select(s => s.Name));
    }

    [Fact]
    public void Their_methods_are_virtual()
    {
        var methods = Services.SelectMany(s => s.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)).ToList();
        methods.Count.ShouldBeGreaterThanOrEqualTo(9);
        // A method that only implements an interface is virtual and final to the runtime.
        methods.Where(m => !m.IsVirtual || m.IsFinal).Select(m => $"{m.DeclaringType!.Name}.{m.Name}").ShouldBeEmpty();
        Services.Where(s => s.IsSealed || !s.IsPublic).ShouldBeEmpty();
    }

    [Fact]
    public void Each_has_an_interface_in_its_contracts_with_all_its_methods()
    {
        foreach (var service in Services)
        {
            var own = service.GetInterfaces().Where(i => i != typeof(IApplicationService) && typeof(IApplicationService).IsAssignableFrom(i)).ToList();
            own.ShouldHaveSingleItem().Assembly.GetName().Name.ShouldBe(service.Assembly.GetName().Name + ".Contracts");
            service.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Select(m => m.Name)
                .ShouldBe(own[0].GetMethods().Select(m => m.Name), ignoreOrder: true);
        }
    }

    [Fact]
    public void Nobody_takes_or_keeps_the_class()
    {
        var kept = Il.Types.SelectMany(t => t.Fields).Where(f => Mentions(f.FieldType) && !Names.Contains(f.DeclaringType.FullName) && !IsGenerated(f.DeclaringType))
            .Select(f => f.FullName);
        var taken = Il.Methods.Where(m => m.Parameters.Any(p => Mentions(p.ParameterType)) || Mentions(m.ReturnType)).Select(m => m.FullName);
        kept.Concat(taken).ShouldBeEmpty();
        Il.Methods.ShouldContain(m => m.IsConstructor && m.Parameters.Any(p => p.ParameterType.Name == "ITenantRepository"));
    }

    [Fact]
    public void Nobody_makes_calls_casts_to_or_resolves_the_class()
    {
        var called = Il.Calls.Where(c => Names.Contains(c.Called.DeclaringType.FullName) && !IsOfService(c.In.DeclaringType)).Select(c => c.In.FullName);
        var resolved = Il.Calls.Where(c => c.Called is GenericInstanceMethod of && of.GenericArguments.Any(Mentions)).Where(c => !IsGenerated(c.Called)).Select(c => c.In.FullName);
        // The intake's endpoint knows its controller by the type; whoever else names one would make or resolve it.
        var named = Il.Instructions.Where(i => i.At.OpCode.Code is Code.Castclass or Code.Isinst or Code.Ldtoken && i.At.Operand is TypeReference type && Mentions(type))
            .Where(i => !IsOfService(i.In.DeclaringType))
            .Select(i => i.In.FullName)
            .Where(name => !name.Contains("HrefCrm.Leads.Intake.IntakeEndpoint::IsIntake", StringComparison.Ordinal));
        called.Concat(resolved).Concat(named).ShouldBeEmpty();
        Il.Calls.ShouldContain(c => c.Called is GenericInstanceMethod && c.Called.FullName.Contains("ITenantAppService"));
    }

    [Fact]
    public void All_but_the_intake_have_no_controller() =>
        Services.Where(s => s.GetCustomAttribute<RemoteServiceAttribute>() is not { IsEnabled: false }).Select(s => s.Name).ShouldBe(["IntakeAppService"]);

    // On ABP such a method has no route of its own, but answers at MVC's default one.
    [Fact]
    public void No_method_is_kept_from_the_API_by_itself() =>
        Services.SelectMany(s => s.GetInterfaces().Append(s)).SelectMany(t => t.GetMethods())
            .Where(m => m.IsDefined(typeof(RemoteServiceAttribute), true)).Select(m => $"{m.DeclaringType!.Name}.{m.Name}").ShouldBeEmpty();

    private static bool IsOfService(TypeDefinition? type) => type is not null && (Names.Contains(type.FullName) || IsOfService(type.DeclaringType));

    private static bool Mentions(TypeReference type) =>
        Names.Contains(type.FullName) || type is GenericInstanceType of && of.GenericArguments.Any(Mentions);

    // An asynchronous method's state machine keeps its "this", and its builder is told of the machine.
    private static bool IsGenerated(MemberReference member) =>
        member.FullName.Contains("AsyncMethodBuilder", StringComparison.Ordinal) || member.Name.Contains('<', StringComparison.Ordinal);
}
