namespace HrefCrm;

/// <summary>
/// The pattern of the HTML living standard's email input, with at least one dot in the domain. Compiled into each project that needs it, since contracts
/// reference nothing.
/// </summary>
internal static class EmailPattern
{
    public const string Value =
        @"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+";
}
