using System.Net;

namespace HrefCrm.Framework.Tests.Web;

public class ErrorEnvelopeTests(ShopFixture fixture) : ShopTest(fixture), IClassFixture<ShopFixture>
{
    [Theory]
    [InlineData("business", HttpStatusCode.Forbidden, """{"code":"Shop:Closed","message":"An internal error occurred during your request!","details":null,"data":{"until":"nine"},"validationErrors":null}""")]
    [InlineData("mapped", HttpStatusCode.Conflict, """{"code":"Shop:Taken","message":"An internal error occurred during your request!","details":null,"data":{},"validationErrors":null}""")]
    [InlineData("friendly", HttpStatusCode.Forbidden, """{"code":"Shop:Closed","message":"We are closed.","details":"Come back at nine.","data":{},"validationErrors":null}""")]
    [InlineData("missing", HttpStatusCode.NotFound, """{"code":null,"message":"There is no entity Book with id = 42!","details":null,"data":null,"validationErrors":null}""")]
    [InlineData("broken", HttpStatusCode.InternalServerError, """{"code":null,"message":"An internal error occurred during your request!","details":null,"data":null,"validationErrors":null}""")]
    public async Task An_exception_has_its_status_and_envelope(string path, HttpStatusCode status, string error)
    {
        using var response = await SendAsync("GET", $"/api/app/fault/{path}");

        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        response.Headers.GetValues("_AbpErrorFormat").ShouldBe(["true"]);
        (await response.Content.ReadAsStringAsync()).ShouldBe($$"""{"error":{{error}}}""");
    }

    [Fact]
    public async Task An_authorization_failure_is_401_for_nobody_and_403_for_somebody()
    {
        using var nobody = await SendAsync("GET", "/api/app/fault/forbidden");
        nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var somebody = await SendAsync("GET", "/api/app/fault/forbidden", user: "molly");
        somebody.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
