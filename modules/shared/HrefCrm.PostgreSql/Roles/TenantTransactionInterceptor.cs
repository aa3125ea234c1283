using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Volo.Abp.DependencyInjection;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.PostgreSql.Roles;

/// <summary>Tells each transaction its tenant, which the row-level security policies of <see cref="DatabaseRole.App"/> go by.</summary>
internal sealed class TenantTransactionInterceptor(ICurrentTenant currentTenant) : DbTransactionInterceptor, ISingletonDependency
{
    public override DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        using var command = SetTenant(connection, result);
        command.ExecuteNonQuery();
        return result;
    }

    public override async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        await using var command = SetTenant(connection, result);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return result;
    }

    private DbCommand SetTenant(DbConnection connection, DbTransaction transaction)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT set_config('hrefcrm.tenant_id', $1, true)";
        var parameter = command.CreateParameter();
        parameter.Value = currentTenant.Id?.ToString() ?? "";
        command.Parameters.Add(parameter);
        return command;
    }
}
