using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Volo.Abp.DependencyInjection;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.PostgreSql.Roles;

/// <summary>
/// Tells each transaction its tenant, which the row-level security policies of <see cref="DatabaseRole.App"/> go by. It is the first that a connection from
/// the pool is asked, so it also finds out whether the server is still there and takes changes.
/// </summary>
internal sealed class TenantTransactionInterceptor(ICurrentTenant currentTenant, DatabaseConnections connections) : DbTransactionInterceptor, ISingletonDependency
{
    public override DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        using var command = SetTenant(connection, result);
        try
        {
            DatabaseConnections.ThrowIfReadOnly((bool)command.ExecuteScalar()!);
            return result;
        }
        catch (NpgsqlException)
        {
            connections.LeaveServer();
            throw;
        }
    }

    public override async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        await using var command = SetTenant(connection, result);
        try
        {
            DatabaseConnections.ThrowIfReadOnly((bool)(await command.ExecuteScalarAsync(cancellationToken))!);
            return result;
        }
        catch (NpgsqlException)
        {
            connections.LeaveServer();
            throw;
        }
    }

    private DbCommand SetTenant(DbConnection connection, DbTransaction transaction)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"{DatabaseConnections.IsReadOnly}, set_config('hrefcrm.tenant_id', $1, true)";
        var parameter = command.CreateParameter();
        parameter.Value = currentTenant.Id?.ToString() ?? "";
        command.Parameters.Add(parameter);
        return command;
    }
}
