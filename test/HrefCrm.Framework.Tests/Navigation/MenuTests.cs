using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Volo.Abp.Autofac;
using Volo.Abp.Modularity;
using Volo.Abp.Security.Claims;
using Volo.Abp.UI.Navigation;

namespace HrefCrm.Framework.Tests.Navigation;

public sealed class MenuTests : IAsyncLifetime
{
    private TestApplication _application = null!;

    private IMenuManager Menus => _application.Get<IMenuManager>();

    public async Task InitializeAsync() => _application = await TestApplication.StartAsync<MenuModule>();

    public async Task DisposeAsync() => await _application.DisposeAsync();

    [Fact]
    public async Task The_main_menu_holds_what_all_contributors_add_by_order_and_equals_as_they_came()
    {
        var menu = await Menus.GetMainMenuAsync();

        menu.Name.ShouldBe(StandardMenus.Main);
        menu.Items.Select(i => i.Name).ShouldBe(["Third", "First", "Second", "Group"]);
        var first = menu.Items[1];
        (first.DisplayName, first.Url, first.Icon, first.Order).ShouldBe(("The first", "first", "icon", ApplicationMenuItem.DefaultOrder));
        first.CustomData["keys"].ShouldBe("g f");
    }

    [Fact]
    public async Task A_group_is_sorted_too_and_goes_if_nothing_is_in_it()
    {
        var menu = await Menus.GetMainMenuAsync();

        menu.Items.Single(i => i.Name == "Group").Items.Select(i => i.Name).ShouldBe(["Inner", "Outer"]);
        menu.Items.ShouldNotContain(i => i.Name == "Empty");
    }

    [Fact]
    public async Task Any_name_is_a_menu()
    {
        var menu = await Menus.GetAsync("Settings");

        (menu.Name, menu.DisplayName).ShouldBe(("Settings", "Settings"));
        menu.Items.ShouldHaveSingleItem().Name.ShouldBe("Team");
        (await Menus.GetAsync("Nobody's")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_contributor_may_ask_what_the_current_user_is_granted()
    {
        var molly = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, "molly")], "test"));
        using (_application.Get<ICurrentPrincipalAccessor>().Change(molly))
            (await Menus.GetAsync("Secret")).Items.ShouldHaveSingleItem();

        var leopold = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, "leopold")], "test"));
        using (_application.Get<ICurrentPrincipalAccessor>().Change(leopold))
            (await Menus.GetAsync("Secret")).Items.ShouldBeEmpty();
    }

    [Fact]
    public void A_menu_and_an_item_have_names()
    {
        Should.Throw<ArgumentException>(() => new ApplicationMenu(" "));
        Should.Throw<ArgumentException>(() => new ApplicationMenuItem("", "Text"));
        Should.Throw<ArgumentException>(() => new ApplicationMenuItem("Name", " "));
    }

    private sealed class FirstContributor : IMenuContributor
    {
        public async Task ConfigureMenuAsync(MenuConfigurationContext context)
        {
            if (context.Menu.Name == StandardMenus.Main)
            {
                context.Menu
                    .AddItem(new ApplicationMenuItem("First", "The first", "first", "icon").WithCustomData("keys", "g f"))
                    .AddItem(new ApplicationMenuItem("Second", "The second", "second"));
            }

            if (context.Menu.Name == "Secret" && await context.IsGrantedAsync("Molly"))
                context.Menu.AddItem(new ApplicationMenuItem("Letter", "The letter", "letter"));
        }
    }

    private sealed class SecondContributor : IMenuContributor
    {
        public Task ConfigureMenuAsync(MenuConfigurationContext context)
        {
            if (context.Menu.Name == StandardMenus.Main)
            {
                context.Menu
                    .AddItem(new ApplicationMenuItem("Empty", "Nothing in it", order: 1))
                    .AddItem(new ApplicationMenuItem("Third", "The third", "third", order: 2))
                    .AddItem(new ApplicationMenuItem("Group", "A group")
                        .AddItem(new ApplicationMenuItem("Outer", "Outer", "outer", order: 2))
                        .AddItem(new ApplicationMenuItem("Inner", "Inner", "inner", order: 1)));
            }

            if (context.Menu.Name == "Settings")
                context.Menu.AddItem(new ApplicationMenuItem("Team", "Team", "team"));
            return Task.CompletedTask;
        }
    }

    [DependsOn(typeof(AbpUiNavigationModule), typeof(AbpAutofacModule))]
    public class MenuModule : AbpModule
    {
        public override void ConfigureServices(ServiceConfigurationContext context)
        {
            Configure<AuthorizationOptions>(options => options.AddPolicy("Molly", policy => policy.RequireUserName("molly")));
            Configure<AbpNavigationOptions>(options =>
            {
                options.MenuContributors.Add(new FirstContributor());
                options.MenuContributors.Add(new SecondContributor());
            });
        }
    }
}
