using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace HrefCrm.PostgreSql;

/// <summary>Turns at what has no row to lock, or whose rows others must not wait for.</summary>
public static class AdvisoryLocks
{
    /// <summary>Waits for whoever has the lock, and keeps others waiting until the transaction ends.</summary>
    /// <param name="database">The database of a context within a transaction.</param>
    /// <param name="name">What is locked, such as <c>leads.settings</c> and an id.</param>
    public static Task LockAsync(this DatabaseFacade database, string name) =>
        database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))");
}
