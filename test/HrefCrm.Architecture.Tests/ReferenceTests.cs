using System.Xml.Linq;

namespace HrefCrm.Architecture.Tests;

/// <summary>Rules 1 to 3: which project may reference which, by project files and by the metadata of the assemblies.</summary>
public class ReferenceTests
{
    [Fact]
    public void Every_part_of_the_product_is_looked_at()
    {
        foreach (var module in new[] { "Tenancy", "Leads", "Identity" })
        {
            Product.Projects.ShouldContain(p => p.Module == module && p.Part == Part.Contracts);
            Product.Projects.ShouldContain(p => p.Module == module && p.Part == Part.Implementation);
        }

        Product.Projects.ShouldContain(p => p.Part == Part.Shared);
        Product.Projects.Where(p => p.Part == Part.Composition).Select(p => p.Name).ShouldBe(Product.Joining, ignoreOrder: true);
        Product.Projects.ShouldAllBe(p => p.References.Contains("System.Runtime"));
    }

    [Fact]
    public void Contracts_reference_the_contracts_that_are_listed_no_EF_Core_and_no_AspNetCore()
    {
        Broken(p => p.Part == Part.Contracts, ReferenceRules.ForContracts).ShouldBeEmpty();

        ReferenceRules.ForContracts(Planted("HrefCrm.Notifications.Contracts", "HrefCrm.Leads.Contracts", "Volo.Abp.Ddd.Application.Contracts")).ShouldBeEmpty();
        foreach (var other in new[] { "HrefCrm.Tenancy.Contracts", "HrefCrm.Leads", "Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore.Http.Abstractions", "Npgsql" })
            ReferenceRules.ForContracts(Planted("HrefCrm.Leads.Contracts", other)).ShouldNotBeEmpty();
    }

    [Fact]
    public void Modules_do_not_reference_each_other()
    {
        Broken(p => p.Module is not null, ReferenceRules.BetweenModules).ShouldBeEmpty();

        ReferenceRules.BetweenModules(Planted("HrefCrm.Notifications", "HrefCrm.Leads.Contracts")).ShouldBeEmpty();
        ReferenceRules.BetweenModules(Planted("HrefCrm.Notifications", "HrefCrm.Leads")).ShouldNotBeEmpty();
        ReferenceRules.BetweenModules(Planted("HrefCrm.Leads", "HrefCrm.Notifications.Contracts")).ShouldNotBeEmpty();
    }

    [Fact]
    public void Only_host_CLI_and_composition_reference_implementations()
    {
        Broken(p => p.Part != Part.Composition, ReferenceRules.ToImplementations).ShouldBeEmpty();

        ReferenceRules.ToImplementations(Planted("HrefCrm.Tenancy.Blazor", "HrefCrm.Tenancy")).ShouldNotBeEmpty();
    }

    [Fact]
    public void The_composition_does_reference_implementations() =>
        Product.Projects.SelectMany(p => ReferenceRules.ToImplementations(p).Select(_ => p.Name)).Distinct().ShouldContain("HrefCrm.Composition");

    [Fact]
    public void Shared_parts_know_no_module()
    {
        Broken(p => p.Part == Part.Shared, ReferenceRules.ForShared).ShouldBeEmpty();

        ReferenceRules.ForShared(Planted("HrefCrm.Components", "MudBlazor")).ShouldBeEmpty();
        ReferenceRules.ForShared(Planted("HrefCrm.Components", "HrefCrm.Tenancy.Contracts")).ShouldNotBeEmpty();
        ReferenceRules.ForShared(Planted("HrefCrm.PostgreSql", "HrefCrm.Components")).ShouldNotBeEmpty();
    }

    [Fact]
    public void Implementations_share_the_database_and_know_no_pages()
    {
        Broken(p => p.Part == Part.Implementation, ReferenceRules.ForImplementation).ShouldBeEmpty();

        var sharing = Planted("HrefCrm.Leads", "HrefCrm.Leads.Contracts", "HrefCrm.PostgreSql");
        ReferenceRules.BetweenModules(sharing).Concat(ReferenceRules.ForImplementation(sharing)).ShouldBeEmpty();
        ReferenceRules.ForImplementation(Planted("HrefCrm.Leads", "HrefCrm.Components")).ShouldNotBeEmpty();
        ReferenceRules.ForImplementation(Planted("HrefCrm.Leads", "HrefCrm.Leads.Blazor")).ShouldNotBeEmpty();
        ReferenceRules.BetweenModules(Planted("HrefCrm.Leads", "HrefCrm.Tenancy.Contracts")).ShouldNotBeEmpty();
    }

    [Fact]
    public void Blazor_projects_reference_their_own_contracts_and_what_pages_share()
    {
        Broken(p => p.Part == Part.Blazor, ReferenceRules.ForBlazor).ShouldBeEmpty();

        Blazor("HrefCrm.Leads.Contracts", "HrefCrm.Components", "MudBlazor").ShouldBeEmpty();
        Blazor("HrefCrm.PostgreSql").ShouldNotBeEmpty();
        Blazor("HrefCrm.Leads").ShouldNotBeEmpty();
        Blazor("HrefCrm.Leads.Contracts", "HrefCrm.Tenancy.Contracts").ShouldNotBeEmpty();
        Blazor("HrefCrm.Composition").ShouldNotBeEmpty();

        static IEnumerable<string> Blazor(params string[] references) =>
            ReferenceRules.ForBlazor(Planted("HrefCrm.Leads.Blazor", references));
    }

    [Fact]
    public void A_project_of_an_unknown_kind_is_refused() =>
        Should.Throw<InvalidOperationException>(() => Product.Classify("HrefCrm.Leads.Something")).Message.ShouldContain("HrefCrm.Leads.Something");

    [Fact]
    public void The_seam_knows_nothing_of_the_product()
    {
        var projects = Product.Files("framework").ToList();
        projects.Count.ShouldBeGreaterThan(5);
        projects.SelectMany(f => Product.ReferencesIn(XDocument.Load(f)).Where(ReferenceRules.IsOurs).Select(r => $"{f} references {r}")).ShouldBeEmpty();
    }

    private static Project Planted(string name, params string[] references)
    {
        var (module, part) = Product.Classify(name);
        return new Project(name, module, part, references, null);
    }

    private static List<string> Broken(Func<Project, bool> which, Func<Project, IEnumerable<string>> rule)
    {
        var projects = Product.Projects.Where(which).ToList();
        projects.ShouldNotBeEmpty();
        return [.. projects.SelectMany(Violations(rule))];
    }

    private static Func<Project, IEnumerable<string>> Violations(Func<Project, IEnumerable<string>> rule) =>
        project => rule(project).Distinct().Select(reference => $"{project} references {reference}");
}
