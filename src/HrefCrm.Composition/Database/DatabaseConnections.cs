using Microsoft.Extensions.Configuration;
using Npgsql;
using Volo.Abp;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Composition.Database;

/// <summary>
/// The connection string of each role: <c>ConnectionStrings:Owner</c>, <c>App</c>, <c>Intake</c> or <c>System</c> as it stands where it is given
/// (a login of the role's own), else <c>ConnectionStrings:Default</c>, which then takes the role on connecting.
/// </summary>
public class DatabaseConnections(IConfiguration configuration) : ISingletonDependency
{
    private readonly Dictionary<DatabaseRole, string> _connectionStrings =
        Enum.GetValues<DatabaseRole>().ToDictionary(role => role, role => Build(configuration, role));

    /// <summary>The connection string to work with in a role.</summary>
    public string Of(DatabaseRole role) => _connectionStrings[role];

    /// <summary>A role's name in PostgreSQL.</summary>
    public static string NameOf(DatabaseRole role) => $"hrefcrm_{role.ToString().ToLowerInvariant()}";

    /// <summary>The connection string whose login may make roles.</summary>
    /// <exception cref="UserFriendlyException">None is configured.</exception>
    public static string Default(IConfiguration configuration) =>
        configuration.GetConnectionString("Default") is { } given && !string.IsNullOrWhiteSpace(given)
            ? given
            : throw new UserFriendlyException("No database is configured: set ConnectionStrings__Default to a PostgreSQL connection string.");

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
