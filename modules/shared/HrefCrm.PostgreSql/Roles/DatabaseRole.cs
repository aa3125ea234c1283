namespace HrefCrm.PostgreSql.Roles;

/// <summary>The four roles that row-level security tells apart. In PostgreSQL each is <c>hrefcrm_</c> and its lower-case name.</summary>
public enum DatabaseRole
{
    /// <summary>Owns the schemas; migrations alone use it.</summary>
    Owner,

    /// <summary>Everything that a signed-in person does, one tenant at a time.</summary>
    App,

    /// <summary>May insert leads of any tenant, and read none.</summary>
    Intake,

    /// <summary>What spans tenants and is no lead's content: tenants, keys, stages for the caches.</summary>
    System,
}
