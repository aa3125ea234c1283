using Mono.Cecil;

namespace HrefCrm.Architecture.Tests;

/// <summary>Rule 5, by the compiled code: keys begin with the tenant, so repositories are asked by predicate, never by the entity's id alone.</summary>
public class RepositoryTests
{
    private static readonly IReadOnlyList<(MethodDefinition In, MethodReference Called)> RepositoryCalls =
        [.. Il.Calls.Where(c => IsOfRepositories(c.Called)).Select(c => (c.In, c.Called))];

    [Fact]
    public void The_calls_of_repositories_are_found() =>
        RepositoryCalls.Where(c => c.Called.Name == "FindAsync").ShouldContain(c => c.In.DeclaringType.FullName.Contains("TenantAppService"));

    // What our own repositories add asks for the tenant itself, as the isolation tests show.
    [Fact]
    public void Repositories_are_never_asked_by_id() =>
        RepositoryCalls.Where(c => !c.Called.DeclaringType.FullName.StartsWith("HrefCrm.", StringComparison.Ordinal)).Where(c => c.Called.Parameters.Any(p => IsKey(Resolve(p.ParameterType, c.Called))))
            .Select(c => $"{c.In.FullName} calls {c.Called.FullName}")
            .ShouldBeEmpty();

    [Fact]
    public void Sets_and_contexts_are_never_asked_by_key() =>
        Il.Calls.Where(c => c.Called.DeclaringType.Namespace == "Microsoft.EntityFrameworkCore" && c.Called.Name is "Find" or "FindAsync")
            .Where(c => c.Called.DeclaringType.Name is "DbContext" or "DbSet`1")
            .Select(c => $"{c.In.FullName} calls {c.Called.FullName}")
            .ShouldBeEmpty();

    private static bool IsOfRepositories(MethodReference method) =>
        method.DeclaringType.GetElementType().FullName is var name
        && (name.StartsWith("Volo.Abp.Domain.Repositories.", StringComparison.Ordinal) || name.EndsWith("Repository", StringComparison.Ordinal));

    // A parameter of an interface such as IBasicRepository<TEntity, TKey> is known by its place among the type's arguments.
    private static TypeReference Resolve(TypeReference type, MethodReference method) => type switch
    {
        GenericParameter { Type: GenericParameterType.Type } p when method.DeclaringType is GenericInstanceType of => of.GenericArguments[p.Position],
        GenericParameter { Type: GenericParameterType.Method } p when method is GenericInstanceMethod of => of.GenericArguments[p.Position],
        GenericInstanceType { Name: "IEnumerable`1" } many => Resolve(many.GenericArguments[0], method),
        _ => type,
    };

    private static bool IsKey(TypeReference type) => type.FullName is "System.Guid" or "System.Guid[]" or "System.Object[]";
}
