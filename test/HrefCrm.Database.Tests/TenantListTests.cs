using HrefCrm.Tenancy.Provisioning;
using HrefCrm.Tenancy.Tenants;
using Volo.Abp.Application.Dtos;

namespace HrefCrm.Database.Tests;

/// <summary>The list of tenants: by slug, a page at a time, found by any part of a slug or name.</summary>
public class TenantListTests(TestApplication application) : IClassFixture<TestApplication>
{
    private readonly string _mark = Guid.NewGuid().ToString("N")[..12];

    [Fact]
    public async Task Is_by_slug_and_in_pages()
    {
        foreach (var letter in "dbca")
            await ProvisionAsync($"{letter}-{_mark}", "A tenant");

        var pages = await Task.WhenAll(FindAsync(_mark, 0, 3), FindAsync(_mark, 3, 3), FindAsync(_mark, 4, 3));
        pages.Select(p => p.TotalCount).ShouldBe([4, 4, 4]);
        pages.SelectMany(p => p.Items).Select(t => t.Slug[0]).ShouldBe("abcd");
    }

    [Theory]
    [InlineData("smith & sons")]
    [InlineData("SMITH")]
    [InlineData("  Sons ")]
    [InlineData("Ärzte")]
    [InlineData("100%")]
    [InlineData("a_b")]
    [InlineData(@"c\d")]
    public async Task Is_found_by_any_part_of_its_name(string part)
    {
        await ProvisionAsync($"found-{_mark}", @"Smith & Sons, Ärzte 100% a_b c\d");
        await ProvisionAsync($"other-{_mark}", "Sm1th and S0ns, Arzte 100 axb c/d");
        (await FindAsync(part, 0, 1000)).Items.Select(t => t.Slug).Where(s => s.EndsWith(_mark, StringComparison.Ordinal)).ShouldBe([$"found-{_mark}"]);
    }

    [Fact]
    public async Task Is_found_by_any_part_of_its_slug_in_any_case()
    {
        await ProvisionAsync($"by-{_mark}", "A tenant");
        (await FindAsync(_mark[2..10].ToUpperInvariant(), 0, 10)).Items.ShouldHaveSingleItem().Slug.ShouldBe($"by-{_mark}");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public async Task Without_a_filter_is_all(string? filter)
    {
        await ProvisionAsync($"all-{_mark}", "A tenant");
        var count = (await application.Database.QueryAsync<long>("SELECT count(*) FROM tenancy.tenants")).Single();
        (await FindAsync(filter, 0, 1)).TotalCount.ShouldBeGreaterThanOrEqualTo(count);
    }

    private Task<ProvisionedTenantDto> ProvisionAsync(string slug, string name) => application.InTenantAsync(null, _ => application.Get<IProvisioningAppService>()
        .ProvisionAsync(new ProvisionTenantInput { Slug = slug, Name = name, AdminEmail = "admin@example.com" }));

    private Task<PagedResultDto<TenantDto>> FindAsync(string? filter, int skip, int take) => application.InTenantAsync(null, _ =>
        application.Get<ITenantAppService>().GetListAsync(new GetTenantsInput { Filter = filter, SkipCount = skip, MaxResultCount = take }));
}
