using System.Security.Claims;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Security.Claims;

namespace Volo.Abp.Users;

public interface ICurrentUser
{
    Guid? Id { get; }

    string? UserName { get; }

    Claim? FindClaim(string claimType);
}

internal sealed class CurrentUser(ICurrentPrincipalAccessor principalAccessor) : ICurrentUser, ITransientDependency
{
    public Guid? Id => Guid.TryParse(FindClaim(AbpClaimTypes.UserId)?.Value, out var id) ? id : null;

    public string? UserName => FindClaim(AbpClaimTypes.UserName)?.Value;

    public Claim? FindClaim(string claimType) => principalAccessor.Principal?.FindFirst(claimType);
}
