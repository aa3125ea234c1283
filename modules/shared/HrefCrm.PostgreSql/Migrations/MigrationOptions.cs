using Microsoft.EntityFrameworkCore;

namespace HrefCrm.PostgreSql.Migrations;

/// <summary>The schemas that <see cref="DatabaseMigrator"/> brings up to date; each module adds its own.</summary>
public class MigrationOptions
{
    internal List<Func<string, DbContext>> Contexts { get; } = [];

    /// <summary>Adds a module's schema.</summary>
    /// <param name="schema">The schema, which holds the history of its migrations as well.</param>
    /// <typeparam name="TDbContext">A DbContext whose constructor takes its options alone.</typeparam>
    public void Add<TDbContext>(string schema)
        where TDbContext : DbContext => Contexts.Add(connectionString =>
    {
        var options = new DbContextOptionsBuilder<TDbContext>()
            .UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable("__ef_migrations_history", schema))
            .Options;
        return (DbContext)Activator.CreateInstance(typeof(TDbContext), options)!;
    });
}
