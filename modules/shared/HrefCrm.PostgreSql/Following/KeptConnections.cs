using Npgsql;

namespace HrefCrm.PostgreSql.Following;

/// <summary>Connections that are kept open for long.</summary>
public static class KeptConnections
{
    /// <summary>
    /// Closes a kept connection after a failure, and the idle ones of its source with it: a server that turned read-only or is shutting down must not be met
    /// again in the pool.
    /// </summary>
    public static async Task LeaveServerAsync(this NpgsqlConnection connection, NpgsqlDataSource source)
    {
        source.Clear();
        await connection.DisposeAsync();
    }
}
