using Npgsql;

namespace HrefCrm.Cli.Tests;

/// <summary>What stands in the way of every command: one clear line, an exit code, and nothing else.</summary>
public class FailureTests
{
    private static readonly string[] Lines =
    [
        "migrate",
        "provision acme Acme a@example.com",
        "tenants list",
        "tenants suspend acme",
        "tenants reactivate acme --json",
        "keys list acme --json",
        "keys rotate acme",
        "keys revoke acme abcd",
        "staff add ada@example.com",
    ];

    public static TheoryData<string> Commands => [.. Lines];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task No_database_is_configured(string line) =>
        (await Terminal.RunAsync(null, line.Split(' '))).ShouldFail("ConnectionStrings__Default");

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task The_database_cannot_be_reached(string line) =>
        (await Terminal.RunAsync("Host=127.0.0.1;Port=1;Username=nobody;Database=none;Password=a-secret", line.Split(' ')))
            .ShouldFail("cannot be reached").ShouldNotContain("a-secret");

    [Theory]
    [InlineData("Host=nowhere.invalid;Database=none")]
    [InlineData("Host=/no/such/folder;Database=none")]
    public async Task The_database_is_nowhere(string connectionString)
    {
        (await Terminal.RunAsync(connectionString, "tenants", "list", "--json")).ShouldFail("cannot be reached");
        (await Terminal.RunAsync(connectionString, "migrate")).ShouldFail("cannot be reached");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("some nonsense")]
    [InlineData("Server=;Database=hrefcrm")]
    [InlineData("Host=db;Port=many")]
    [InlineData("Data Source=crm.sqlite;Version=3")]
    public async Task The_connection_string_makes_no_sense(string connectionString) =>
        (await Terminal.RunAsync(connectionString, "tenants", "list")).ShouldFail("ConnectionStrings__Default");

    [Fact]
    public async Task The_database_does_not_exist()
    {
        var missing = new NpgsqlConnectionStringBuilder(await TestPostgres.GetConnectionStringAsync()) { Database = "no_such_database" };
        (await Terminal.RunAsync(missing.ConnectionString, "tenants", "list")).ShouldFail("no_such_database", "does not exist");
        (await Terminal.RunAsync(missing.ConnectionString, "migrate")).ShouldFail("no_such_database", "does not exist");
    }

    [Fact]
    public async Task The_database_is_not_migrated()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        foreach (var line in Lines.Skip(1))
            (await Terminal.RunAsync(database.ConnectionString, line.Split(' '))).ShouldFail("not migrated", "hrefcrm migrate");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("tenants nonsense")]
    [InlineData("keys nonsense acme")]
    [InlineData("keys rotate")]
    [InlineData("keys revoke acme")]
    [InlineData("tenants suspend")]
    [InlineData("tenants")]
    [InlineData("staff")]
    [InlineData("staff add")]
    [InlineData("keys")]
    [InlineData("migrate --nonsense")]
    [InlineData("migrate more")]
    [InlineData("tenants --json")]
    [InlineData("tenants list a b --json")]
    [InlineData("keys rotate acme --grace")]
    [InlineData("keys rotate acme --grace 1h --grace 2h")]
    [InlineData("keys list acme --json=maybe")]
    [InlineData("keys list acme --json false")]
    public async Task The_command_is_none(string line) => (await Terminal.RunAsync("Host=127.0.0.1;Port=1", line.Split(' '))).ShouldFail("--help");

    [Fact]
    public async Task The_command_has_two_lines() => (await Terminal.RunAsync("Host=127.0.0.1;Port=1", "no\nsense")).ShouldFail("--help");

    [Fact]
    public async Task Nothing_is_asked() => (await Terminal.RunAsync("Host=127.0.0.1;Port=1")).ShouldFail("--help");

    [Theory]
    [InlineData("--help", "provision")]
    [InlineData("keys rotate --help", "--grace")]
    [InlineData("provision --help", "admin-email")]
    public async Task Help_is_a_success(string line, string word) => (await Terminal.RunAsync(null, line.Split(' '))).ShouldSucceed().ShouldContain(word);
}
