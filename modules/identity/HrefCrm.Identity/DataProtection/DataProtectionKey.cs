namespace HrefCrm.Identity.DataProtection;

/// <summary>A row of <c>data_protection_keys</c>, for the migrations to know.</summary>
internal sealed class DataProtectionKey
{
    public Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Xml { get; init; }

    public DateTime CreatedAt { get; init; }
}
