using Volo.Abp.Users;

namespace HrefCrm.Leads.Leads;

/// <summary>Who does something to a lead.</summary>
/// <param name="Id">Their account; null for the product itself.</param>
/// <param name="Name">What they are called at this moment.</param>
public sealed record Actor(Guid? Id, string? Name)
{
    /// <summary>Who is signed in.</summary>
    public static Actor Of(ICurrentUser user) => new(user.Id, user.UserName);
}
