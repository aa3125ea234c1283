using System.Net;
using System.Text.Json;

namespace HrefCrm.Framework.Tests.Web;

public class HttpUnitOfWorkTests(ShopFixture fixture) : ShopTest(fixture), IClassFixture<ShopFixture>
{
    [Fact]
    public async Task A_request_that_succeeds_commits()
    {
        using var response = await SendAsync("POST", "/api/app/fault/book?title=Ulysses");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await TitlesAsync()).ShouldBe(["Ulysses"]);
    }

    [Fact]
    public async Task A_request_that_fails_rolls_back()
    {
        using var response = await SendAsync("POST", "/api/app/fault/then-fail?title=Ulysses");

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await TitlesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_database_refuses_at_the_end_is_an_error_and_not_a_success()
    {
        await Database.ExecuteAsync("""INSERT INTO "Books" VALUES (gen_random_uuid(), NULL, 'Ulysses')""");
        using var response = await SendAsync("POST", "/api/app/fault/book?title=Ulysses");

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.TryGetProperty("error", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_GET_is_not_transactional_and_a_POST_is()
    {
        (await Http.GetStringAsync("/api/app/fault/is-transactional")).ShouldBe("false");
        using var post = await SendAsync("POST", "/api/app/fault/is-transactional");
        (await post.Content.ReadAsStringAsync()).ShouldBe("true");
    }

    [Fact]
    public async Task A_disabled_unit_of_work_is_not_begun()
    {
        using var response = await SendAsync("POST", "/api/app/fault/without-unit");

        (await response.Content.ReadAsStringAsync()).ShouldBe("true");
    }

    private Task<List<string>> TitlesAsync() => Database.QueryAsync<string>("""SELECT "Title" FROM "Books" """);
}
