using System.Diagnostics;
using HrefCrm.PostgreSql.Roles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;
using Volo.Abp;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.PostgreSql.Migrations;

/// <summary>Makes the roles and brings every module's schema up to date.</summary>
public class DatabaseMigrator(IConfiguration configuration, DatabaseConnections connections, IOptions<MigrationOptions> options)
    : ITransientDependency
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Migrates; harmless to repeat.</summary>
    /// <exception cref="UserFriendlyException">
    /// Roles are missing and the login may not make them; the message holds the SQL to run. Or a table was in use for two minutes.
    /// </exception>
    public async Task MigrateAsync()
    {
        await MakeRolesAsync();
        // One at a time: EF Core's own lock does not outlast the first of several migrations. It is asked for again and again, in no transaction: an index
        // that is made concurrently waits for whoever waits in one.
        await using var connection = await connections.SourceOf(DatabaseRole.Owner).OpenConnectionAsync();
        while (!await IsTrueAsync(connection, "SELECT pg_try_advisory_lock(hashtext('hrefcrm migrate'))"))
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        try
        {
            foreach (var create in options.Value.Contexts)
                await MigrateAsync(create);
        }
        finally
        {
            await ExecuteAsync(connection, "SELECT pg_advisory_unlock(hashtext('hrefcrm migrate'))");
        }
    }

    // While somebody waits for a whole table, all others wait behind: so it is for a moment only, and tried again when they have passed.
    private async Task MigrateAsync(Func<string, DbContext> create)
    {
        var owner = new NpgsqlConnectionStringBuilder(connections.StringOf(DatabaseRole.Owner));
        owner.Options = $"{owner.Options} -c lock_timeout={(int)LockTimeout.TotalMilliseconds}".TrimStart();
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await using var context = create(owner.ConnectionString);
                await context.Database.MigrateAsync();
                return;
            }
            catch (Exception e) when (e.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable })
            {
                if (Stopwatch.GetElapsedTime(began) > Patience)
                    throw new UserFriendlyException("A table that is to be changed has been in use for two minutes: end what works on it for long, and migrate again.");
                await Task.Delay(LockTimeout);
            }
        }
    }

    private async Task MakeRolesAsync(int retries = 20)
    {
        await using var connection = new NpgsqlConnection(DatabaseConnections.Default(configuration));
        await connection.OpenAsync();
        var missing = new List<string>();
        foreach (var role in Enum.GetValues<DatabaseRole>().Select(DatabaseConnections.NameOf))
        {
            if (!await IsTrueAsync(connection, $"SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}')"))
                missing.Add($"CREATE ROLE {role} NOLOGIN;");
            if (missing.Count > 0 || !await IsTrueAsync(connection, $"SELECT pg_has_role(current_user, '{role}', 'MEMBER')"))
                missing.Add($"GRANT {role} TO {Quote(await TextAsync(connection, "SELECT current_user"))};");
        }

        var owner = DatabaseConnections.NameOf(DatabaseRole.Owner);
        if (missing.Count > 0 || !await IsTrueAsync(connection, $"SELECT has_database_privilege('{owner}', current_database(), 'CREATE')"))
            missing.Add($"GRANT CREATE ON DATABASE {Quote(connection.Database)} TO {owner};");

        try
        {
            foreach (var statement in missing)
                await ExecuteAsync(connection, statement);
        }
        catch (PostgresException e) when (IsBeatenByAnother(e) && retries > 0)
        {
            await MakeRolesAsync(retries - 1);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new UserFriendlyException($"This login may not make the roles: let a superuser run {string.Join(' ', missing)}");
        }
    }

    // Roles belong to the whole server, so another migrate at the same time may be making them too: look again at what is missing.
    private static bool IsBeatenByAnother(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.InternalError;

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<bool> IsTrueAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<string> TextAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static string Quote(string identifier) => new NpgsqlCommandBuilder().QuoteIdentifier(identifier);
}
