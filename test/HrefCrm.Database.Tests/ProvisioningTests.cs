using HrefCrm.Tenancy;
using HrefCrm.Tenancy.Provisioning;
using Volo.Abp;

namespace HrefCrm.Database.Tests;

/// <summary>Provisioning is one transaction over the three modules: it makes all, or nothing.</summary>
public class ProvisioningTests(TestApplication application) : IClassFixture<TestApplication>
{
    private static readonly string[] Tables =
        ["tenancy.tenants", "tenancy.api_keys", "leads.pipeline_stages", "leads.leads", "identity.people", "identity.memberships", "identity.invites"];

    [Fact]
    public async Task Makes_rows_in_every_schema()
    {
        var before = await CountAsync();
        await ProvisionAsync($"good-{Guid.NewGuid():N}");
        (await CountAsync()).Zip(before, (now, then) => now - then).ShouldBe([1, 1, 5, 0, 0, 0, 1]);
    }

    // Each of the writes fails once, at the statement, and at the commit.
    [Theory]
    [InlineData("tenancy.api_keys", false)]
    [InlineData("leads.pipeline_stages", false)]
    [InlineData("identity.invites", false)]
    [InlineData("tenancy.tenants", true)]
    [InlineData("tenancy.api_keys", true)]
    [InlineData("leads.pipeline_stages", true)]
    [InlineData("identity.invites", true)]
    public async Task Leaves_nothing_when_a_write_fails(string table, bool atCommit)
    {
        await using var database = await BreakableAsync(table, atCommit);
        var before = await CountAsync();
        var failure = await Should.ThrowAsync<Exception>(() => ProvisionAsync($"bad-{Guid.NewGuid():N}"));
        failure.GetBaseException().Message.ShouldContain("arranged");
        (await CountAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Leaves_nothing_when_the_slug_is_taken()
    {
        var slug = $"taken-{Guid.NewGuid():N}";
        await ProvisionAsync(slug);
        var before = await CountAsync();
        (await Should.ThrowAsync<UserFriendlyException>(() => ProvisionAsync(slug))).Code.ShouldBe(TenancyErrorCodes.SlugTaken);
        (await CountAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task One_of_many_that_want_a_slug_at_once_gets_it()
    {
        var slug = $"race-{Guid.NewGuid():N}";
        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                await ProvisionAsync(slug);
                return "made";
            }
            catch (UserFriendlyException e)
            {
                return e.Code;
            }
        })));
        tries.Count(t => t == "made").ShouldBe(1);
        tries.Count(t => t == TenancyErrorCodes.SlugTaken).ShouldBe(7);
        (await application.Database.QueryAsync<long>(
            $"SELECT count(*) FROM tenancy.api_keys k JOIN tenancy.tenants t ON t.id = k.tenant_id WHERE t.slug = '{slug}'")).ShouldBe([1]);
    }

    private Task<ProvisionedTenantDto> ProvisionAsync(string slug) =>
        application.InTenantAsync(null, _ => application.Get<IProvisioningAppService>().ProvisionAsync(
            new ProvisionTenantInput { Slug = slug, Name = "A tenant", AdminEmail = "admin@example.com" }));

    private Task<List<long>> CountAsync() =>
        application.Database.QueryAsync<long>(string.Join(" UNION ALL ", Tables.Select((t, i) => $"SELECT count(*) FROM {t} /* {i} */")));

    // The table refuses rows until this is disposed.
    private async Task<IAsyncDisposable> BreakableAsync(string table, bool atCommit)
    {
        await application.Database.ExecuteAsync(
            $"""
            CREATE OR REPLACE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE unique_violation USING MESSAGE = 'arranged'; END $$;
            CREATE {(atCommit ? "CONSTRAINT" : "")} TRIGGER refuse AFTER INSERT ON {table} {(atCommit ? "DEFERRABLE INITIALLY DEFERRED" : "")}
              FOR EACH ROW EXECUTE FUNCTION public.refuse();
            """);
        return new Undo(() => application.Database.ExecuteAsync($"DROP TRIGGER refuse ON {table}"));
    }

    private sealed class Undo(Func<Task> undo) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await undo();
    }
}
