using System.Security.Claims;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Security.Claims;

namespace Volo.Abp.Users;

public interface ICurrentUser
{
    bool IsAuthenticated { get; }

    Guid? Id { get; }

    string? UserName { get; }

    string? Email { get; }

    Guid? TenantId { get; }

    Claim? FindClaim(string claimType);
}

internal sealed class CurrentUser(ICurrentPrincipalAccessor principalAccessor) : ICurrentUser, ITransientDependency
{
    public bool IsAuthenticated => Id.HasValue;

    public Guid? Id => FindGuid(AbpClaimTypes.UserId);

    public string? UserName => FindClaim(AbpClaimTypes.UserName)?.Value;

    public string? Email => FindClaim(AbpClaimTypes.Email)?.Value;

    public Guid? TenantId => FindGuid(AbpClaimTypes.TenantId);

    public Claim? FindClaim(string claimType) => principalAccessor.Principal?.FindFirst(claimType);

    private Guid? FindGuid(string claimType) => Guid.TryParse(FindClaim(claimType)?.Value, out var id) ? id : null;
}
