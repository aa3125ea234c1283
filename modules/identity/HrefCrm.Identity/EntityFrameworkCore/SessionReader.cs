using Npgsql;
using Volo.Abp.Data;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Identity.EntityFrameworkCore;

/// <summary>Tells which sessions are alive: for each request of one, for open pages of many in one query.</summary>
public class SessionReader(IConnectionStringResolver connectionStrings) : ISingletonDependency
{
    /// <summary>Of these sessions, those that have neither ended nor expired.</summary>
    public async Task<HashSet<Guid>> FindAliveAsync(IReadOnlyCollection<Guid> sessions, CancellationToken cancellationToken)
    {
        var connectionString = await connectionStrings.ResolveAsync(IdentityDbContext.SystemConnectionStringName);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            "SELECT id FROM identity.sessions WHERE id = ANY($1) AND ended_at IS NULL AND expires_at > now()", connection)
        {
            Parameters = { new NpgsqlParameter { Value = sessions.ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var alive = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellationToken))
            alive.Add(reader.GetGuid(0));
        return alive;
    }
}
