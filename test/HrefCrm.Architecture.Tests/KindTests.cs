using Mono.Cecil;
using Volo.Abp.Application.Services;
using Volo.Abp.Domain.Entities;

namespace HrefCrm.Architecture.Tests;

/// <summary>Rule 4: what a kind of type must not use, wherever it stands.</summary>
public class KindTests
{
    private static readonly string[] DataAccess =
        ["Microsoft.EntityFrameworkCore", "Npgsql", "Volo.Abp.EntityFrameworkCore", "Volo.Abp.Domain.Repositories.EntityFrameworkCore"];

    private static readonly string[] Web = ["Microsoft.AspNetCore", "Volo.Abp.AspNetCore"];

    private static readonly HashSet<string> Entities =
        [.. Product.Types.Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IEntity).IsAssignableFrom(t)).Select(t => t.FullName!)];

    private static readonly HashSet<string> Services =
        [.. Product.Types.Where(typeof(IApplicationService).IsAssignableFrom).Select(t => t.FullName!)];

    // Whatever application services take and give, and what that is made of.
    private static readonly HashSet<string> Dtos = [.. FindDtos()];

    private static IEnumerable<TypeDefinition> Domain => Il.Types.Where(t => !t.IsNested && IsDomain(t));

    [Fact]
    public void The_kinds_are_found()
    {
        string[] known = ["Tenant", "ApiKeyManager", "ITenantRepository", "LeadRules", "LeadDetails", "Slug", "PipelineStage", "Person", "InviteManager"];
        known.ShouldBeSubsetOf(Domain.Select(t => t.Name));
        Dtos.ShouldContain("HrefCrm.Leads.Intake.IntakeInput");
        Dtos.ShouldContain("HrefCrm.Leads.Intake.LeadMetadata");
        Dtos.ShouldContain("HrefCrm.Tenancy.Tenants.TenantDto");
        Dtos.ShouldNotContain("HrefCrm.Tenancy.Audit.AuditAction");
        Services.Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Entities_managers_repository_interfaces_and_rules_use_neither_DTOs_nor_services_nor_EF_Core_nor_AspNetCore() =>
        Broken(Domain, m => Dtos.Contains(m.FullName) || Services.Contains(m.FullName) || IsIn(m, DataAccess) || IsIn(m, Web)).ShouldBeEmpty();

    // Authorization attributes are ASP.NET Core's, so services may use that.
    [Fact]
    public void Application_services_use_no_DbContext() =>
        Broken(Il.Types.Where(t => Services.Contains(t.FullName) && t.IsClass), m => IsIn(m, DataAccess)).ShouldBeEmpty();

    private static List<string> Broken(IEnumerable<TypeDefinition> types, Func<TypeReference, bool> isForbidden)
    {
        var all = types.ToList();
        all.ShouldNotBeEmpty();
        return [.. all.SelectMany(t => Il.MentionsOf(t).Where(isForbidden).Select(m => $"{t.FullName} uses {m.FullName}"))];
    }

    private static bool IsDomain(TypeDefinition type) =>
        Entities.Contains(type.FullName)
        || type.Name.EndsWith("Manager", StringComparison.Ordinal)
        || type.Name.EndsWith("Rules", StringComparison.Ordinal)
        || type.Name.EndsWith("Details", StringComparison.Ordinal)
        || type.Name == "Slug"
        || type.IsInterface && type.Name.EndsWith("Repository", StringComparison.Ordinal);

    private static bool IsIn(TypeReference type, string[] namespaces) =>
        namespaces.Any(n => type.Namespace == n || type.Namespace.StartsWith(n + ".", StringComparison.Ordinal));

    private static HashSet<string> FindDtos()
    {
        var found = new HashSet<string>();
        var open = new Queue<Type>(Product.Types
            .Where(t => t.IsInterface && typeof(IApplicationService).IsAssignableFrom(t))
            .SelectMany(t => t.GetMethods())
            .SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType)));
        while (open.TryDequeue(out var type))
        {
            foreach (var part in type.GenericTypeArguments)
                open.Enqueue(part);
            if (type.IsEnum || !Product.Assemblies.Contains(type.Assembly) || !found.Add(type.FullName!))
                continue;
            foreach (var property in type.GetProperties())
                open.Enqueue(property.PropertyType);
        }

        return found;
    }
}
