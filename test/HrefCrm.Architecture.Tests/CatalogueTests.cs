namespace HrefCrm.Architecture.Tests;

/// <summary>Rule 5, by the database's own catalogue: a table that comes belongs to a tenant unless it is listed here.</summary>
public class CatalogueTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>
{
    private static readonly string[] NotOwnedByTenants =
    [
        "tenancy.tenants",
        "tenancy.audit_entries",
        "leads.index_progress",
        "identity.people",
        "identity.sessions",
        "identity.sign_in_failures",
        "identity.data_protection_keys",
        .. Product.Schemas.Select(schema => $"{schema}.__ef_migrations_history"),
    ];

    // Every schema but PostgreSQL's own counts, so that one more cannot go unseen; partitions count like tables.
    private const string Tables =
        """
        (SELECT c.oid, n.nspname || '.' || c.relname AS name, c.relrowsecurity, c.relforcerowsecurity
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p') AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%') t
        """;

    [Fact]
    public async Task The_tables_that_are_not_a_tenants_are_those_listed()
    {
        var all = await QueryAsync($"SELECT name FROM {Tables}");
        NotOwnedByTenants.Except(all).ShouldBeEmpty();
        var owned = await QueryAsync($"SELECT name FROM {Tables} WHERE EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'tenant_id' AND a.attnotnull)");
        all.Except(NotOwnedByTenants).ShouldBe(owned, ignoreOrder: true);
        owned.ShouldContain("leads.leads");
        owned.Select(name => name[..name.IndexOf('.', StringComparison.Ordinal)]).Distinct().ShouldBe(Product.Schemas, ignoreOrder: true);
    }

    [Fact]
    public async Task A_tenants_tables_have_a_primary_key() =>
        (await OwnedAsync("NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.oid AND i.indisprimary)")).ShouldBeEmpty();

    [Fact]
    public async Task Their_primary_and_unique_keys_begin_with_the_tenant()
    {
        const string unique = "SELECT FROM pg_index i WHERE i.indrelid = t.oid AND i.indisunique";
        const string first = "SELECT FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = i.indkey[0] AND a.attname = 'tenant_id'";
        (await OwnedAsync($"EXISTS ({unique} AND EXISTS ({first}))")).ShouldNotBeEmpty();
        (await OwnedAsync($"EXISTS ({unique} AND NOT EXISTS ({first}))")).ShouldBeEmpty();
    }

    [Fact]
    public async Task They_have_row_level_security_enabled_and_forced() =>
        (await OwnedAsync("NOT (relrowsecurity AND relforcerowsecurity)")).ShouldBeEmpty();

    [Fact]
    public async Task They_have_a_policy() =>
        (await OwnedAsync("NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = t.oid)")).ShouldBeEmpty();

    [Fact]
    public async Task No_foreign_key_crosses_schemas()
    {
        const string keys =
            "SELECT k.conname::text FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid WHERE k.contype = 'f'";
        (await QueryAsync(keys)).ShouldNotBeEmpty();
        (await QueryAsync($"{keys} AND f.relnamespace <> t.relnamespace")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_owner_role_owns_every_table_and_no_role_may_log_in()
    {
        (await QueryAsync($"SELECT name FROM {Tables} JOIN pg_class c ON c.oid = t.oid WHERE pg_get_userbyid(c.relowner) <> 'hrefcrm_owner'")).ShouldBeEmpty();
        // None of the four may log in by itself, or step past row-level security.
        (await QueryAsync("SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'hrefcrm\\_%' AND NOT (rolcanlogin OR rolsuper OR rolbypassrls OR rolcreaterole)"))
            .ShouldBe(["hrefcrm_owner", "hrefcrm_app", "hrefcrm_intake", "hrefcrm_system"], ignoreOrder: true);
    }

    private async Task<List<string>> OwnedAsync(string condition)
    {
        var listed = string.Join(", ", NotOwnedByTenants.Select(name => $"'{name}'"));
        (await QueryAsync($"SELECT name FROM {Tables} WHERE name NOT IN ({listed})")).Count.ShouldBeGreaterThanOrEqualTo(5);
        return await QueryAsync($"SELECT name FROM {Tables} WHERE name NOT IN ({listed}) AND {condition}");
    }

    private Task<List<string>> QueryAsync(string sql) => migrated.Database.QueryAsync<string>(sql);
}
