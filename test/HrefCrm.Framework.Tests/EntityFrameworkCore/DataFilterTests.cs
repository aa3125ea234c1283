using Microsoft.EntityFrameworkCore;
using Volo.Abp.Data;
using Volo.Abp.Domain.Repositories;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Uow;

namespace HrefCrm.Framework.Tests.EntityFrameworkCore;

public class DataFilterTests(LibraryFixture fixture) : LibraryTest(fixture)
{
    private static readonly Guid Acme = Guid.NewGuid();
    private static readonly Guid Globex = Guid.NewGuid();

    private ICurrentTenant Tenant => Get<ICurrentTenant>();

    private IDataFilter Filter => Get<IDataFilter>();

    private IBookRepository Books => Get<IBookRepository>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Books.InsertAsync(new Book("host's"));
        using (Tenant.Change(Acme))
            await Books.InsertAsync(new Book("Acme's"));
        using (Tenant.Change(Globex))
            await Books.InsertAsync(new Book("Globex's"));
    }

    [Fact]
    public async Task An_entity_belongs_to_the_tenant_that_was_current_when_it_was_made() =>
        (await Database.QueryAsync<Guid>("""SELECT "TenantId" FROM "Books" WHERE "Title" = 'Acme''s'""")).ShouldBe([Acme]);

    [Fact]
    public async Task An_explicit_tenant_wins_over_the_current_one()
    {
        using (Tenant.Change(Acme))
            new Loan(Guid.NewGuid(), Globex, "Molly").TenantId.ShouldBe(Globex);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Each_tenant_and_the_host_sees_its_own()
    {
        (await Books.GetTitlesAsync()).ShouldBe(["host's"]);
        using (Tenant.Change(Acme))
            (await Books.GetTitlesAsync()).ShouldBe(["Acme's"]);
        using (Tenant.Change(Globex))
            (await Books.GetTitlesAsync()).ShouldBe(["Globex's"]);
    }

    [Fact]
    public async Task The_filter_follows_the_tenant_within_one_context()
    {
        using var unit = Get<IUnitOfWorkManager>().Begin(requiresNew: true);
        using (Tenant.Change(Acme))
            (await Books.GetTitlesAsync()).ShouldBe(["Acme's"]);
        using (Tenant.Change(Globex))
            (await Books.GetTitlesAsync()).ShouldBe(["Globex's"]);
    }

    [Fact]
    public async Task A_disabled_filter_shows_all_until_disposed()
    {
        Filter.IsEnabled<IMultiTenant>().ShouldBeTrue();
        using (Tenant.Change(Acme))
        {
            using (Filter.Disable<IMultiTenant>())
            {
                Filter.IsEnabled<IMultiTenant>().ShouldBeFalse();
                (await Books.GetTitlesAsync()).Count.ShouldBe(3);
                using (Filter.Disable<IMultiTenant>())
                    (await Books.GetTitlesAsync()).Count.ShouldBe(3);
                (await Books.GetTitlesAsync()).Count.ShouldBe(3);
            }

            (await Books.GetTitlesAsync()).ShouldBe(["Acme's"]);
        }
    }

    [Fact]
    public async Task A_filter_disabled_in_one_flow_stays_enabled_in_another()
    {
        Task<bool> inOtherFlow;
        using (ExecutionContext.SuppressFlow())
            inOtherFlow = Task.Run(() => Filter.IsEnabled<IMultiTenant>());
        using (Filter.Disable<IMultiTenant>())
            (await Task.Run(() => Filter.IsEnabled<IMultiTenant>())).ShouldBeFalse();

        (await inOtherFlow).ShouldBeTrue();
        Filter.IsEnabled<IMultiTenant>().ShouldBeTrue();
    }

    [Fact]
    public async Task Another_tenants_row_can_be_neither_found_nor_deleted()
    {
        using (Tenant.Change(Acme))
        {
            (await Books.FindAsync(b => b.Title == "Globex's")).ShouldBeNull();
            await Books.DeleteAsync(b => b.Title == "Globex's");
        }

        (await CommittedTitlesAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_filter_holds_for_a_tenant_in_the_primary_key()
    {
        var loans = Get<IRepository<Loan, Guid>>();
        var id = Guid.NewGuid();
        await loans.InsertManyAsync([new Loan(id, Acme, "Molly"), new Loan(id, Globex, "Leopold")]);

        using (Tenant.Change(Acme))
            (await loans.GetAsync(l => l.Id == id)).Reader.ShouldBe("Molly");
        using (Tenant.Change(Globex))
            (await loans.GetAsync(l => l.Id == id)).Reader.ShouldBe("Leopold");
    }

    [Fact]
    public void A_context_can_be_made_without_a_container()
    {
        var options = new DbContextOptionsBuilder<BooksDbContext>().UseNpgsql().Options;
        using var context = new BooksDbContext(options);

        context.Model.FindEntityType(typeof(Loan))!.FindPrimaryKey()!.Properties.Select(p => p.Name).ShouldBe(["TenantId", "Id"]);
    }
}
