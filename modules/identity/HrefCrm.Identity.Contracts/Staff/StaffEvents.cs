namespace HrefCrm.Identity.Staff;

/// <summary>A staff account was made, or got a new link to its password; handlers work in the same unit of work.</summary>
/// <param name="Email">Whose.</param>
public record StaffAddedEvent(string Email);

/// <summary>A staff account was removed by who is signed in; handlers work in the same unit of work.</summary>
/// <param name="Email">Whose.</param>
public record StaffRemovedEvent(string Email);
