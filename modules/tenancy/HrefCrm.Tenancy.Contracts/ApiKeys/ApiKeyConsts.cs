namespace HrefCrm.Tenancy.ApiKeys;

/// <summary>The shape of an API key and its defaults (contract, "Headers").</summary>
public static class ApiKeyConsts
{
    /// <summary>What every key begins with.</summary>
    public const string Prefix = "hcrm_";

    /// <summary>How long an old key works after a rotation unless told otherwise.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromHours(24);
}
