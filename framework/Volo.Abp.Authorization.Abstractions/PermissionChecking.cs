using System.Security.Claims;
using Volo.Abp.Collections;
using Volo.Abp.DependencyInjection;

namespace Volo.Abp.Authorization.Permissions;

public interface IPermissionChecker
{
    Task<bool> IsGrantedAsync(ClaimsPrincipal? claimsPrincipal, string name);
}

public class AbpPermissionOptions
{
    public ITypeList<IPermissionValueProvider> ValueProviders { get; } = new TypeList<IPermissionValueProvider>();
}

public enum PermissionGrantResult
{
    Undefined,
    Granted,
    Prohibited,
}

public class PermissionValueCheckContext(PermissionDefinition permission, ClaimsPrincipal? principal)
{
    public PermissionDefinition Permission { get; } = permission;

    public ClaimsPrincipal? Principal { get; } = principal;
}

public class PermissionValuesCheckContext(List<PermissionDefinition> permissions, ClaimsPrincipal? principal)
{
    public List<PermissionDefinition> Permissions { get; } = permissions;

    public ClaimsPrincipal? Principal { get; } = principal;
}

public class MultiplePermissionGrantResult
{
    public MultiplePermissionGrantResult()
    {
    }

    public MultiplePermissionGrantResult(string[] names, PermissionGrantResult grantResult = PermissionGrantResult.Undefined) =>
        Result = names.ToDictionary(name => name, _ => grantResult);

    public Dictionary<string, PermissionGrantResult> Result { get; } = [];
}

public interface IPermissionValueProvider
{
    string Name { get; }

    Task<PermissionGrantResult> CheckAsync(PermissionValueCheckContext context);

    Task<MultiplePermissionGrantResult> CheckAsync(PermissionValuesCheckContext context);
}

/// <summary>Grants or prohibits permissions. One prohibition outweighs all grants; without a grant there is none.</summary>
public abstract class PermissionValueProvider : IPermissionValueProvider, ITransientDependency
{
    protected PermissionValueProvider(IPermissionStore permissionStore) => PermissionStore = permissionStore;

    public abstract string Name { get; }

    protected IPermissionStore PermissionStore { get; }

    public abstract Task<PermissionGrantResult> CheckAsync(PermissionValueCheckContext context);

    public abstract Task<MultiplePermissionGrantResult> CheckAsync(PermissionValuesCheckContext context);
}

/// <summary>Where grants would be stored. There are none here: permissions follow from who one is.</summary>
public interface IPermissionStore;

internal sealed class NullPermissionStore : IPermissionStore, ISingletonDependency;
