using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Validation;

namespace HrefCrm.Framework.Tests.Web;

public class ValidationTests(ShopFixture fixture) : ShopTest(fixture), IClassFixture<ShopFixture>
{
    private IVaultAppService Vault => Services.GetRequiredService<IVaultAppService>();

    [Fact]
    public async Task In_process_every_error_is_told_at_once_also_of_what_is_nested()
    {
        var error = await Should.ThrowAsync<AbpValidationException>(() => Vault.PutAsync(new ShelfInput { Name = "too long", Books = [new(), new() { Title = "x" }] }));

        error.ValidationErrors.SelectMany(e => e.MemberNames).ShouldBe(["Name", "Title"], ignoreOrder: true);
    }

    [Fact]
    public async Task In_process_null_is_refused_and_an_object_judges_itself_once()
    {
        await Should.ThrowAsync<AbpValidationException>(() => Vault.PutAsync(null!));
        var key = Guid.NewGuid().ToString();
        await Vault.PutAsync(new ShelfInput { Name = "good", CountedAs = key });
        Calls.Of(key).ShouldBe(1);
        (await Should.ThrowAsync<AbpValidationException>(() => Vault.PutAsync(new ShelfInput { Name = "bad" })))
            .ValidationErrors.Single().ErrorMessage.ShouldBe("This name is bad.");
    }

    [Fact]
    public async Task Over_HTTP_errors_come_in_the_envelope()
    {
        using var response = await SendAsync("PUT", "/api/app/vault", """{"name":"too long","books":[{}]}""");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("error");
        error.GetProperty("message").GetString().ShouldBe("Your request is not valid!");
        error.GetProperty("validationErrors").EnumerateArray().SelectMany(e => e.GetProperty("members").EnumerateArray()).Select(m => m.GetString())
            .ShouldBe(["name", "books[0].Title"], ignoreOrder: true);
        error.GetProperty("data").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("null")]
    public async Task Over_HTTP_a_body_that_cannot_be_read_is_refused(string json)
    {
        using var response = await SendAsync("PUT", "/api/app/vault", json);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Over_HTTP_an_object_judges_itself_for_MVC_and_for_the_interceptor()
    {
        var key = Guid.NewGuid().ToString();
        using var good = await SendAsync("PUT", "/api/app/vault", $$"""{"name":"good","countedAs":"{{key}}"}""");
        good.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Calls.Of(key).ShouldBe(2);

        using var bad = await SendAsync("PUT", "/api/app/vault", """{"name":"bad"}""");
        bad.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
