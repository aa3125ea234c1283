using HrefCrm.PostgreSql.Following;
using Microsoft.EntityFrameworkCore.Migrations;

namespace HrefCrm.PostgreSql.Migrations;

/// <summary>What a migration does to a table that a <see cref="TableFollower"/> follows.</summary>
public static class RevisionMigrations
{
    /// <summary>Adds the column <c>revision</c>, the id of the transaction that wrote a row last, its index, and the trigger that keeps it.</summary>
    /// <param name="migrations">The migration.</param>
    /// <param name="schema">The table's schema, which gets the trigger's function.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns whose change others must hear of; none for all.</param>
    public static void AddRevision(this MigrationBuilder migrations, string schema, string table, params string[] columns) => migrations.Sql(
        $"""
        ALTER TABLE {schema}.{table} ADD revision xid8 NOT NULL DEFAULT pg_current_xact_id();
        CREATE INDEX ix_{table}_revision ON {schema}.{table} (revision);
        CREATE OR REPLACE FUNCTION {schema}.set_revision() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN NEW.revision := pg_current_xact_id(); RETURN NEW; END';
        CREATE TRIGGER set_revision BEFORE UPDATE {(columns.Length == 0 ? "" : $"OF {string.Join(", ", columns)}")} ON {schema}.{table}
            FOR EACH ROW EXECUTE FUNCTION {schema}.set_revision();
        """);
}
