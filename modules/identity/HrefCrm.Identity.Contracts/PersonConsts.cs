namespace HrefCrm.Identity;

/// <summary>Limits of a person's fields; lengths are UTF-16 code units.</summary>
public static class PersonConsts
{
    /// <summary>Longest e-mail address.</summary>
    public const int MaxEmailLength = 320;
}
