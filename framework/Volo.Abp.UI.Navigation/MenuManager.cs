using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Security.Claims;

namespace Volo.Abp.UI.Navigation;

public class AbpNavigationOptions
{
    public List<IMenuContributor> MenuContributors { get; } = [];
}

/// <summary>Adds a module's items to a menu; asked for every menu, each time that it is shown.</summary>
public interface IMenuContributor
{
    Task ConfigureMenuAsync(MenuConfigurationContext context);
}

/// <summary>The menu that is being made, and for whom.</summary>
public class MenuConfigurationContext(ApplicationMenu menu, IServiceProvider serviceProvider) : IServiceProviderAccessor
{
    public IServiceProvider ServiceProvider { get; } = serviceProvider;

    public ApplicationMenu Menu { get; } = menu;

    public async Task<bool> IsGrantedAsync(string policyName)
    {
        var principal = ServiceProvider.GetRequiredService<ICurrentPrincipalAccessor>().Principal;
        var authorization = ServiceProvider.GetRequiredService<IAuthorizationService>();
        return (await authorization.AuthorizeAsync(principal, null, policyName)).Succeeded;
    }
}

public interface IMenuManager
{
    Task<ApplicationMenu> GetAsync(string name);

    Task<ApplicationMenu> GetMainMenuAsync();
}

internal sealed class MenuManager(IOptions<AbpNavigationOptions> options, IServiceScopeFactory scopes) : IMenuManager, ITransientDependency
{
    public async Task<ApplicationMenu> GetAsync(string name)
    {
        var menu = new ApplicationMenu(name);
        using var scope = scopes.CreateScope();
        var context = new MenuConfigurationContext(menu, scope.ServiceProvider);
        foreach (var contributor in options.Value.MenuContributors)
            await contributor.ConfigureMenuAsync(context);
        Normalize(menu);
        return menu;
    }

    public Task<ApplicationMenu> GetMainMenuAsync() => GetAsync(StandardMenus.Main);

    private static void Normalize(IHasMenuItems menu)
    {
        foreach (var item in menu.Items)
            Normalize(item);
        menu.Items.Normalize();
    }
}
