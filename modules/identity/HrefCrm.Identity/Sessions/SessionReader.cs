using HrefCrm.PostgreSql.Roles;
using Npgsql;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Identity.Sessions;

/// <summary>Tells which sessions are alive: for each request of one, for open pages of many in one query.</summary>
public class SessionReader(DatabaseConnections connections) : ISingletonDependency
{
    /// <summary>Of these sessions, those that have neither ended nor expired.</summary>
    public async Task<HashSet<Guid>> FindAliveAsync(IReadOnlyCollection<Guid> sessions, CancellationToken cancellationToken)
    {
        await using var command = connections.SourceOf(DatabaseRole.System).CreateCommand(
            "SELECT id FROM identity.sessions WHERE id = ANY($1) AND ended_at IS NULL AND expires_at > now()");
        command.Parameters.Add(new NpgsqlParameter { Value = sessions.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var alive = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellationToken))
            alive.Add(reader.GetGuid(0));
        return alive;
    }
}
