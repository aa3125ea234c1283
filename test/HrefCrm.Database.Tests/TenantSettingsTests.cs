using HrefCrm.Tenancy.Provisioning;
using HrefCrm.Tenancy.Settings;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Validation;

namespace HrefCrm.Database.Tests;

/// <summary>A workspace's settings, changed within the tenant and by its database role.</summary>
public class TenantSettingsTests(TestApplication application) : IClassFixture<TestApplication>
{
    [Fact]
    public async Task Are_changed_for_the_current_tenant_alone()
    {
        var (mine, other) = (await ProvisionAsync(), await ProvisionAsync());
        await UpdateAsync(mine, new TenantSettingsDto { Name = "  Acme  ", Tagline = " We care ", PrimaryColor = "#AB00ff" });

        var settings = await GetAsync(mine);
        (settings.Name, settings.Tagline, settings.PrimaryColor).ShouldBe(("Acme", "We care", "#ab00ff"));
        (await GetAsync(other)).Name.ShouldBe("A tenant");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("   ")]
    public async Task A_blank_tagline_is_none(string? tagline)
    {
        var tenant = await ProvisionAsync();
        await UpdateAsync(tenant, new TenantSettingsDto { Name = "Acme", Tagline = "x" });
        await UpdateAsync(tenant, new TenantSettingsDto { Name = "Acme", Tagline = tagline });
        (await GetAsync(tenant)).Tagline.ShouldBeNull();
    }

    [Theory]
    [InlineData("", "", "#3b82f6", "Name")]
    [InlineData("   ", "", "#3b82f6", "Name")]
    [InlineData("Acme", "", "", "PrimaryColor")]
    [InlineData("Acme", "", "blue", "PrimaryColor")]
    [InlineData("Acme", "", "#3b82f6;", "PrimaryColor")]
    [InlineData("Acme", "", "#12345", "PrimaryColor")]
    [InlineData("Acme", "", "#3b82f6\n", "PrimaryColor")]
    public async Task What_is_wrong_is_refused_by_field(string name, string tagline, string color, string field)
    {
        var tenant = await ProvisionAsync();
        var refused = await Should.ThrowAsync<AbpValidationException>(
            () => UpdateAsync(tenant, new TenantSettingsDto { Name = name, Tagline = tagline, PrimaryColor = color }));
        refused.ValidationErrors.ShouldHaveSingleItem().MemberNames.ShouldBe([field]);
        (await GetAsync(tenant)).Name.ShouldBe("A tenant");
    }

    [Fact]
    public async Task What_is_too_long_is_refused()
    {
        var tenant = await ProvisionAsync();
        var refused = await Should.ThrowAsync<AbpValidationException>(
            () => UpdateAsync(tenant, new TenantSettingsDto { Name = new string('n', 201), Tagline = new string('t', 301) }));
        refused.ValidationErrors.SelectMany(e => e.MemberNames).ShouldBe(["Name", "Tagline"], ignoreOrder: true);
    }

    private async Task<Guid> ProvisionAsync() => (await application.InTenantAsync(null, _ => application.Get<IProvisioningAppService>().ProvisionAsync(
        new ProvisionTenantInput { Slug = $"set-{Guid.NewGuid():N}", Name = "A tenant", AdminEmail = "admin@example.com" }))).Id;

    private Task<TenantSettingsDto> GetAsync(Guid tenant) =>
        application.InTenantAsync(tenant, s => s.GetRequiredService<ITenantSettingsAppService>().GetAsync());

    private Task<int> UpdateAsync(Guid tenant, TenantSettingsDto input) => application.InTenantAsync(tenant, async s =>
    {
        await s.GetRequiredService<ITenantSettingsAppService>().UpdateAsync(input);
        return 0;
    });
}
