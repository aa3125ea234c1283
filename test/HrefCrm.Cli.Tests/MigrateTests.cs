using Npgsql;

namespace HrefCrm.Cli.Tests;

/// <summary><c>hrefcrm migrate</c>, on the shared cluster and on one that has never seen it.</summary>
public class MigrateTests
{
    [Fact]
    public async Task Says_so_and_is_harmless_again()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        (await Terminal.RunAsync(database.ConnectionString, "migrate")).ShouldSucceed().ShouldBe($"The database is up to date.{Environment.NewLine}");
        (await Terminal.RunAsync(database.ConnectionString, "migrate", "--json")).ShouldGiveJson().GetProperty("migrated").GetBoolean().ShouldBeTrue();
        (await Terminal.RunAsync(database.ConnectionString, "provision", "acme", "Acme", "a@example.com")).ShouldSucceed();
        (await Terminal.RunAsync(database.ConnectionString, "migrate")).ShouldSucceed();
        (await database.QueryAsync<string>("SELECT slug FROM tenancy.tenants")).ShouldBe(["acme"]);
    }

    [Fact]
    public async Task Twice_at_once_on_a_new_cluster_is_harmless()
    {
        await using var cluster = await NewCluster.StartAsync();
        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Terminal.RunAsync(cluster.ConnectionString, "migrate")));
        foreach (var run in runs)
            run.ShouldSucceed();
        (await Terminal.RunAsync(cluster.ConnectionString, "provision", "acme", "Acme", "a@example.com")).ShouldSucceed();
    }

    [Fact]
    public async Task Before_the_roles_are_made_every_command_says_what_to_do()
    {
        await using var cluster = await NewCluster.StartAsync();
        (await Terminal.RunAsync(cluster.ConnectionString, "tenants", "list")).ShouldFail("not migrated", "hrefcrm migrate");
        (await Terminal.RunAsync(cluster.ConnectionString, "provision", "acme", "Acme", "a@example.com")).ShouldFail("not migrated", "hrefcrm migrate");
    }

    // The login of a careful operator: it owns nothing and may make no roles.
    [Fact]
    public async Task A_login_that_may_not_make_roles_prints_the_SQL_that_lets_it_work()
    {
        await using var cluster = await NewCluster.StartAsync();
        await cluster.ExecuteAsync("CREATE ROLE \"crm-login\" LOGIN");
        await cluster.ExecuteAsync("CREATE DATABASE \"crm-data\"");
        var asLogin = new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Username = "crm-login", Database = "crm-data" }.ConnectionString;

        var error = (await Terminal.RunAsync(asLogin, "migrate")).ShouldFail("superuser");
        var sql = error[error.IndexOf("CREATE ROLE", StringComparison.Ordinal)..];
        foreach (var role in new[] { "hrefcrm_owner", "hrefcrm_app", "hrefcrm_intake", "hrefcrm_system" })
        {
            sql.ShouldContain($"CREATE ROLE {role} ");
            sql.ShouldContain($"GRANT {role} TO \"crm-login\";");
        }

        await cluster.ExecuteAsync(sql, "crm-data");
        (await Terminal.RunAsync(asLogin, "migrate")).ShouldSucceed();
        (await Terminal.RunAsync(asLogin, "migrate")).ShouldSucceed();
        (await Terminal.RunAsync(asLogin, "provision", "acme", "Acme", "a@example.com")).ShouldSucceed();
        (await Terminal.RunAsync(asLogin, "keys", "rotate", "acme")).ShouldSucceed();
        (await Terminal.RunAsync(asLogin, "tenants", "list")).ShouldSucceed().ShouldContain("acme");
    }

    /// <summary>A cluster of a test's own: roles belong to a cluster, so one that all tests share has them already.</summary>
    private sealed class NewCluster(string folder, string connectionString) : IAsyncDisposable
    {
        public string ConnectionString => connectionString;

        public static async Task<NewCluster> StartAsync()
        {
            var folder = Path.Combine(RepositoryRoot.Path, ".data", $"test-{Guid.NewGuid():N}");
            return new NewCluster(folder, await ClusterScript.StartAsync(folder));
        }

        public async Task ExecuteAsync(string sql, string? database = null)
        {
            var builder = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false };
            builder.Database = database ?? builder.Database;
            await using var connection = new NpgsqlConnection(builder.ConnectionString);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await ClusterScript.StopAsync(folder, "immediate");
            var elsewhere = Path.Combine(folder, "elsewhere");
            if (File.Exists(elsewhere))
                Directory.Delete((await File.ReadAllTextAsync(elsewhere)).Trim(), recursive: true);
            Directory.Delete(folder, recursive: true);
        }
    }
}
