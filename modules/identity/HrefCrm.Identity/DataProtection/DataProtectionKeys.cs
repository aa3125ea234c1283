using System.Xml.Linq;
using HrefCrm.PostgreSql.Roles;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Identity.DataProtection;

/// <summary>The keys that protect cookies and links, in the database, so that every host and the CLI have the same.</summary>
[ExposeServices(typeof(DataProtectionKeys))]
internal sealed class DataProtectionKeys(DatabaseConnections connections) : IXmlRepository, ISingletonDependency
{
    private NpgsqlDataSource Source => connections.SourceOf(DatabaseRole.System);

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = Source.CreateCommand("SELECT xml FROM identity.data_protection_keys");
        using var reader = command.ExecuteReader();
        var elements = new List<XElement>();
        while (reader.Read())
            elements.Add(XElement.Parse(reader.GetString(0)));
        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = Source.CreateCommand(
            "INSERT INTO identity.data_protection_keys (id, name, xml, created_at) VALUES ($1, $2, $3, now())");
        command.Parameters.Add(new NpgsqlParameter { Value = Guid.CreateVersion7() });
        command.Parameters.Add(new NpgsqlParameter { Value = friendlyName });
        command.Parameters.Add(new NpgsqlParameter { Value = element.ToString(SaveOptions.DisableFormatting) });
        command.ExecuteNonQuery();
    }
}
