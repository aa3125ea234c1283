namespace HrefCrm.Leads.Leads;

/// <summary>Somebody to whom leads can be assigned.</summary>
/// <param name="Id">Their account.</param>
/// <param name="Name">What colleagues see: their e-mail address.</param>
/// <param name="IsYou">Whether this is who asks.</param>
public record MemberDto(Guid Id, string Name, bool IsYou);
