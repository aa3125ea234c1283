using Microsoft.Extensions.Configuration;
using Npgsql;
using Volo.Abp;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.PostgreSql.Roles;

/// <summary>
/// The connections of each role: by <c>ConnectionStrings:Owner</c>, <c>App</c>, <c>Intake</c> or <c>System</c> as it stands where it is given
/// (a login of the role's own), else by <c>ConnectionStrings:Default</c>, which then takes the role on connecting. None leads to a server that is read-only.
/// </summary>
public sealed class DatabaseConnections : ISingletonDependency, IDisposable
{
    /// <summary>Asks whether the server can be read alone: it is a standby, which may be behind, or has been taken out of service.</summary>
    internal const string IsReadOnly = "SELECT current_setting('transaction_read_only')::boolean";

    private readonly Dictionary<DatabaseRole, string> _strings;
    private readonly Dictionary<string, NpgsqlDataSource> _sources;

    /// <summary>Reads the settings; connects to nothing.</summary>
    /// <exception cref="UserFriendlyException">A setting is missing or is no connection string.</exception>
    public DatabaseConnections(IConfiguration configuration)
    {
        _strings = Enum.GetValues<DatabaseRole>().ToDictionary(role => role, role => Build(configuration, role));
        _sources = _strings.Values.Distinct().ToDictionary(connectionString => connectionString, CreateSource);
    }

    /// <summary>The one source, and so the one pool, of a role's connections.</summary>
    public NpgsqlDataSource SourceOf(DatabaseRole role) => _sources[_strings[role]];

    /// <summary>The connection string to work with in a role.</summary>
    public string StringOf(DatabaseRole role) => _strings[role];

    /// <summary>
    /// Whether an error comes of a server that is away for a moment: it cannot be reached, was lost, stops, starts, is full or read-only. Trying again helps.
    /// </summary>
    public static bool IsAway(Exception? error) => error switch
    {
        null => false,
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction or ['0', '8', ..] or ['5', '3', ..] or ['5', '7', 'P', ..] } => true,
        // The others are what a server that is there said.
        PostgresException => false,
        NpgsqlException { IsTransient: true } => true,
        _ => IsAway(error.InnerException),
    };

    /// <exception cref="PostgresException">The server is read-only.</exception>
    internal static void ThrowIfReadOnly(bool isReadOnly)
    {
        if (!isReadOnly)
            return;
        throw new PostgresException(
            "The database server is read-only: it is a standby, or was taken out of service", "ERROR", "ERROR", PostgresErrorCodes.ReadOnlySqlTransaction);
    }

    /// <summary>The source of the connections that a connection string of <see cref="StringOf"/> stands for.</summary>
    internal NpgsqlDataSource SourceOf(string connectionString) => _sources[connectionString];

    /// <summary>
    /// Closes all connections that are idle, and those at work once they come back: the server has gone, or is another one's standby now, and must not be met
    /// again in a pool.
    /// </summary>
    public void LeaveServer()
    {
        foreach (var source in _sources.Values)
            source.Clear();
    }

    /// <summary>The same after a failure of a connection that is kept open for long, which is closed.</summary>
    public async Task LeaveServerAsync(NpgsqlConnection kept)
    {
        LeaveServer();
        await kept.DisposeAsync();
    }

    /// <summary>A role's name in PostgreSQL.</summary>
    public static string NameOf(DatabaseRole role) => $"hrefcrm_{role.ToString().ToLowerInvariant()}";

    /// <summary>The connection string whose login may make roles.</summary>
    /// <exception cref="UserFriendlyException">None is configured.</exception>
    public static string Default(IConfiguration configuration) =>
        configuration.GetConnectionString("Default") is { } given && !string.IsNullOrWhiteSpace(given)
            ? given
            : throw new UserFriendlyException("No database is configured: set ConnectionStrings__Default to a PostgreSQL connection string.");

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var source in _sources.Values)
            source.Dispose();
    }

    private static NpgsqlDataSource CreateSource(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        // While a database moves, its address may lead to a standby, or to the server that it has left.
        builder.UsePhysicalConnectionInitializer(
            connection =>
            {
                using var command = new NpgsqlCommand(IsReadOnly, connection);
                ThrowIfReadOnly((bool)command.ExecuteScalar()!);
            },
            async connection =>
            {
                await using var command = new NpgsqlCommand(IsReadOnly, connection);
                ThrowIfReadOnly((bool)(await command.ExecuteScalarAsync())!);
            });
        return builder.Build();
    }

    private static string Build(IConfiguration configuration, DatabaseRole role)
    {
        if (configuration.GetConnectionString(role.ToString()) is { } own)
            return own;
        var builder = Parse(Default(configuration));
        builder.Options = $"{builder.Options} -c role={NameOf(role)}".TrimStart();
        return builder.ConnectionString;
    }

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString);
            if (!string.IsNullOrEmpty(builder.Host))
                return builder;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
        }

        throw new UserFriendlyException(
            "ConnectionStrings__Default is not a PostgreSQL connection string: write it as Host=db;Database=hrefcrm;Username=hrefcrm;Password=...");
    }
}
