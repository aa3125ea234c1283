using System.Diagnostics;
using Npgsql;

namespace HrefCrm.Database.Tests;

/// <summary>Migrating again, and from several hosts at once, is harmless.</summary>
public class MigrationTests
{
    private const string Catalogue =
        """
        SELECT format('%s.%s.%s %s %s', table_schema, table_name, column_name, data_type, is_nullable) FROM information_schema.columns
        WHERE table_schema IN ('tenancy', 'leads', 'identity')
        UNION ALL SELECT format('%s %s %s', schemaname, tablename, policyname) FROM pg_policies
        UNION ALL SELECT format('%s %s', conname, pg_get_constraintdef(oid)) FROM pg_constraint
          WHERE connamespace::regnamespace::text IN ('tenancy', 'leads', 'identity')
        ORDER BY 1
        """;

    [Fact]
    public async Task Twice_changes_nothing()
    {
        var migrated = new MigratedDatabase();
        await migrated.InitializeAsync();
        try
        {
            var tenant = await migrated.AddTenantAsync();
            var before = await migrated.Database.QueryAsync<string>(Catalogue);
            before.ShouldNotBeEmpty();
            await MigratedDatabase.MigrateAsync(migrated.Database.ConnectionString);
            (await migrated.Database.QueryAsync<string>(Catalogue)).ShouldBe(before);
            (await migrated.Database.QueryAsync<Guid>("SELECT id FROM tenancy.tenants")).ShouldBe([tenant]);
        }
        finally
        {
            await migrated.DisposeAsync();
        }
    }

    [Fact]
    public async Task Several_at_once_make_it_once()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => MigratedDatabase.MigrateAsync(database.ConnectionString))));
        var migrations = await database.QueryAsync<string>(
            """
            SELECT migration_id FROM tenancy.__ef_migrations_history
            UNION ALL SELECT migration_id FROM leads.__ef_migrations_history
            UNION ALL SELECT migration_id FROM identity.__ef_migrations_history
            """);
        migrations.Count.ShouldBeGreaterThanOrEqualTo(3);
    }

    // Even who reads waits behind whoever waits for the whole table.
    [Fact]
    public async Task A_table_in_use_is_waited_for_without_keeping_others_from_it()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await database.ExecuteAsync(
            """
            DROP INDEX tenancy.ix_api_keys_tenant_id;
            DELETE FROM tenancy.__ef_migrations_history WHERE migration_id LIKE '%\_OneKeyWithoutEnd';
            """);
        Task migrating;
        await using (var reader = new NpgsqlConnection(database.ConnectionString))
        {
            await reader.OpenAsync();
            await using var command = new NpgsqlCommand("BEGIN; SELECT FROM tenancy.api_keys", reader);
            await command.ExecuteNonQueryAsync();
            migrating = Task.Run(() => MigratedDatabase.MigrateAsync(database.ConnectionString));
            await Until.TrueAsync(
                async () => (await database.QueryAsync<long>("SELECT count(*) FROM pg_locks WHERE relation = 'tenancy.api_keys'::regclass AND NOT granted")) is [1],
                TimeSpan.FromSeconds(60));

            var began = Stopwatch.GetTimestamp();
            await database.ExecuteAsync("SELECT FROM tenancy.api_keys");
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(4));
            migrating.IsCompleted.ShouldBeFalse();
        }

        await migrating;
        (await database.QueryAsync<long>("SELECT count(*) FROM pg_indexes WHERE indexname = 'ix_api_keys_tenant_id'")).ShouldBe([1]);
    }

    // Roles belong to the cluster, so databases that are migrated at once meet in them.
    [Fact]
    public async Task Several_databases_at_once_do_not_disturb_each_other()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TestPostgres.CreateDatabaseAsync()));
        try
        {
            await Task.WhenAll(databases.Select(d => Task.Run(() => MigratedDatabase.MigrateAsync(d.ConnectionString))));
            foreach (var database in databases)
                (await database.QueryAsync<string>(Catalogue)).ShouldNotBeEmpty();
        }
        finally
        {
            foreach (var database in databases)
                await database.DisposeAsync();
        }
    }
}
