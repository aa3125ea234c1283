using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;
using Volo.Abp.Data;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Identity.EntityFrameworkCore;

/// <summary>The keys that protect cookies and links, in the database, so that every host and the CLI have the same.</summary>
[ExposeServices(typeof(DataProtectionKeys))]
internal sealed class DataProtectionKeys(IConnectionStringResolver connectionStrings) : IXmlRepository, ISingletonDependency
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = Open();
        using var command = new NpgsqlCommand("SELECT xml FROM identity.data_protection_keys", connection);
        using var reader = command.ExecuteReader();
        var elements = new List<XElement>();
        while (reader.Read())
            elements.Add(XElement.Parse(reader.GetString(0)));
        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = Open();
        using var command = new NpgsqlCommand(
            "INSERT INTO identity.data_protection_keys (id, name, xml, created_at) VALUES ($1, $2, $3, now())", connection)
        {
            Parameters =
            {
                new NpgsqlParameter { Value = Guid.CreateVersion7() },
                new NpgsqlParameter { Value = friendlyName },
                new NpgsqlParameter { Value = element.ToString(SaveOptions.DisableFormatting) },
            },
        };
        command.ExecuteNonQuery();
    }

    private NpgsqlConnection Open()
    {
        // ASP.NET Core asks synchronously.
        var resolving = Task.Run(() => connectionStrings.ResolveAsync(IdentityDbContext.SystemConnectionStringName));
        var connectionString = resolving.GetAwaiter().GetResult();
        var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        return connection;
    }
}

/// <summary>A row of <c>data_protection_keys</c>, for the migrations to know.</summary>
internal sealed class DataProtectionKey
{
    public Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Xml { get; init; }

    public DateTime CreatedAt { get; init; }
}
