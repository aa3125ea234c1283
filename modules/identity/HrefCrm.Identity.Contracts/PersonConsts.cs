namespace HrefCrm.Identity;

/// <summary>Limits of a person's fields; lengths are UTF-16 code units.</summary>
public static class PersonConsts
{
    /// <summary>Longest e-mail address.</summary>
    public const int MaxEmailLength = 320;

    /// <summary>An e-mail address: the pattern of the HTML living standard's e-mail input, with at least one dot in the domain.</summary>
    public const string EmailPattern = $@"\s*{HrefCrm.EmailPattern.Value}\s*";

    /// <summary>Shortest password. There is no rule on what it is made of.</summary>
    public const int MinPasswordLength = 10;

    /// <summary>Longest password.</summary>
    public const int MaxPasswordLength = 256;
}
