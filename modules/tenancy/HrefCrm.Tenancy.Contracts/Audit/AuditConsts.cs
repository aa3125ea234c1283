namespace HrefCrm.Tenancy.Audit;

/// <summary>Limits of an audit entry's fields; what is longer is cut, since an entry must not stop what it tells of.</summary>
public static class AuditConsts
{
    /// <summary>Longest name of who did it.</summary>
    public const int MaxActorLength = 320;

    /// <summary>Longest address that it was done from.</summary>
    public const int MaxAddressLength = 64;

    /// <summary>Longest detail.</summary>
    public const int MaxDetailLength = 500;
}
