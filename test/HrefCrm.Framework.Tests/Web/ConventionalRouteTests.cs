using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace HrefCrm.Framework.Tests.Web;

public class ConventionalRouteTests(ShopFixture fixture) : ShopTest(fixture), IClassFixture<ShopFixture>
{
    private static readonly Guid Id = Guid.NewGuid();
    private static readonly Guid BookId = Guid.NewGuid();

    public static TheoryData<string, string, string?, ShelfDto> Routes => new()
    {
        { "GET", $"/api/app/shelf/{Id}", null, new("Get", Id) },
        { "GET", "/api/app/shelf?filter=old&maxResultCount=3", null, new("GetList", Name: "old/3") },
        { "GET", "/api/app/shelf/authors", null, new("GetAllAuthors") },
        { "POST", "/api/app/shelf", """{"name":"top"}""", new("Create", Name: "top") },
        { "POST", "/api/app/shelf", """{ /* a comment */ "name":"top", }""", new("Create", Name: "top") },
        { "PUT", $"/api/app/shelf/{Id}", """{"name":"top"}""", new("Update", Id, Name: "top") },
        { "DELETE", $"/api/app/shelf/{Id}", null, new("Delete", Id) },
        { "POST", $"/api/app/shelf/{Id}/book/{BookId}", null, new("AddBook", Id, BookId) },
        { "DELETE", $"/api/app/shelf/{Id}/book/{BookId}", null, new("RemoveBook", Id, BookId) },
        { "PATCH", $"/api/app/shelf/{Id}/title", """{"name":"top"}""", new("PatchTitle", Id, Name: "top") },
        { "POST", "/api/app/shelf/archive-everything-old", null, new("ArchiveEverythingOld") },
        { "GET", "/api/own-words", null, new("RoutedByHand") },
        { "POST", "/api/leads/intake", """{"name":"me"}""", new("Intake", Name: "me") },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_method_is_found_at_its_conventional_route(string method, string path, string? json, ShelfDto expected)
    {
        using var response = await SendAsync(method, path, json);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadFromJsonAsync<ShelfDto>()).ShouldBe(expected);
    }

    [Theory]
    [InlineData("GET", "/api/app/shelf/hidden", HttpStatusCode.BadRequest)] // Taken for the id of GetAsync.
    [InlineData("GET", "/api/app/closed", HttpStatusCode.NotFound)]
    [InlineData("GET", "/Closed/Get", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/app/removed", HttpStatusCode.NotFound)]
    [InlineData("GET", "/Removed/Get", HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/app/intake", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/leads/intake", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/api/app/shelf-app-service", HttpStatusCode.NotFound)]
    public async Task What_is_not_remote_or_not_conventional_is_not_there(string method, string path, HttpStatusCode expected)
    {
        using var response = await SendAsync(method, path, method == "POST" ? "{}" : null);

        response.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("GET", "/Shelf/GetHidden")]
    [InlineData("POST", "/Shelf/GetHidden")]
    public async Task A_method_that_is_not_remote_still_answers_at_the_default_route(string method, string path)
    {
        using var response = await SendAsync(method, path);

        (await response.Content.ReadFromJsonAsync<ShelfDto>()).ShouldBe(new("GetHidden"));
    }

    [Fact]
    public void Disabled_services_and_removed_controllers_have_no_action()
    {
        var actions = Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.Select(a => a.DisplayName!).ToList();

        actions.ShouldContain(a => a.Contains("ShelfAppService.GetAsync"));
        actions.ShouldNotContain(a => a.Contains("ClosedAppService"));
        actions.ShouldNotContain(a => a.Contains("RemovedAppService"));
    }

    [Fact]
    public async Task A_method_without_a_result_answers_204()
    {
        using var response = await SendAsync("POST", "/api/app/shelf/nothing");

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Endpoints_of_modules_and_of_the_pipeline_are_mapped()
    {
        (await Http.GetStringAsync("/from-module")).ShouldBe("a module's");
        (await Http.GetStringAsync("/from-pipeline")).ShouldBe("the pipeline's");
    }

    [Fact]
    public async Task The_requests_tenant_and_user_are_current()
    {
        using var tenant = await SendAsync("GET", "/api/app/shelf/tenant", tenant: "acme");
        (await tenant.Content.ReadAsStringAsync()).ShouldBe("acme");
        using var byId = await SendAsync("GET", "/api/app/shelf/tenant", tenant: ShopTenantStore.Acme.Id.ToString());
        (await byId.Content.ReadAsStringAsync()).ShouldBe("acme");
        using var host = await SendAsync("GET", "/api/app/shelf/tenant");
        host.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var user = await SendAsync("GET", "/api/app/shelf/user", user: "molly");
        (await user.Content.ReadAsStringAsync()).ShouldBe("molly");
    }

    [Fact]
    public async Task An_unknown_tenant_is_answered_404()
    {
        using var response = await SendAsync("GET", "/api/app/shelf/tenant", tenant: "initech");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }
}
