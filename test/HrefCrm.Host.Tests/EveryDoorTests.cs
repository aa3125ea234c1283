using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace HrefCrm.Host.Tests;

/// <summary>
/// Hostile values at every route, query and form field that the running host has, whoever sends them: an answer in our words, whole, and never a 5xx.
/// </summary>
[Collection(SharedIdentity.Name)]
public partial class EveryDoorTests(IdentityFixture fixture)
{
    // Percent-encoded as they go into an address: what is no text, no number, too long, or somebody's syntax.
    private static readonly string[] Hostile =
    [
        "a%00b", "%ED%A0%80", "%", "%zz", "%C3%28", "-1", "2147483648", "99999999999999999999", "1e309", "xyz", "%E2%80%AE%E2%80%8Fabc", "%F0%9F%A6%8A",
        "%0D%0AX-Evil:%201", "%27%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E", "..%2F..%2Fetc", "//evil.example", "%25%5F%5C", "", new string('a', 7000),
    ];

    // As they stand in a form's field.
    private static readonly string[] HostileText =
    [
        "\0", "a\0@example.com", "99999999999999999999", "\u202e\u200fabc", "%zz", "\r\nX-Evil: 1", "'\"><script>alert(1)</script>", new string('a', 10_000),
        string.Concat(Enumerable.Repeat("🦊", 100)), "",
    ];

    private readonly EndpointDataSource _endpoints = fixture.Host.Services.GetRequiredService<EndpointDataSource>();

    private IEnumerable<RouteEndpoint> Routes => _endpoints.Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null && !$"/{e.RoutePattern.RawText?.TrimStart('/')}".StartsWith("/api", StringComparison.Ordinal))
        .DistinctBy(e => e.RoutePattern.RawText);

    [Fact]
    public async Task Every_address_and_query()
    {
        var visitors = await VisitorsAsync();
        var problems = new List<string>();
        var paths = Routes.SelectMany(PathsOf).Distinct().ToList();
        // Else the test has lost what it is about.
        paths.Count.ShouldBeGreaterThan(200);
        foreach (var (who, host, browser) in visitors)
        {
            foreach (var path in paths)
                problems.AddRange((await ProblemsOfAsync(() => browser.GetAsync(host, path))).Select(p => $"{who} at {Short(path)}: {p}"));
        }

        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_field_of_every_form()
    {
        var problems = new List<string>();
        var tried = new HashSet<(string Host, string Form, string Field)>();
        foreach (var (who, host, browser) in await VisitorsAsync())
        {
            foreach (var path in Routes.Where(r => r.Metadata.GetMetadata<ComponentTypeMetadata>() is not null).Select(r => Fill(r, "a")))
            {
                var page = await browser.GetAsync(host, path);
                foreach (var (form, field) in FieldsOf(page).Where(f => tried.Add((host, f.Form, f.Field))))
                {
                    // NUL gets past a form's reader in parts, and not past the one of an encoded form.
                    foreach (var (value, multipart) in HostileText.Select(value => (value, false)).Concat(HostileText.Where(v => v.Contains('\0')).Select(v => (v, true))))
                    {
                        var content = Content(page, form, field, value, multipart);
                        problems.AddRange((await ProblemsOfAsync(() => browser.SendAsync(HttpMethod.Post, host, page.Path, content)))
                            .Select(p => $"{who} at {path}, {form}, {field} = {Short(value)}{(multipart ? ", multipart" : "")}: {p}"));
                    }
                }
            }
        }

        tried.Count.ShouldBeGreaterThan(12);
        tried.ShouldContain(t => t.Field == "__RequestVerificationToken");
        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task HEAD_is_answered_wherever_GET_is()
    {
        var files = _endpoints.Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            .Select(e => $"/{e.RoutePattern.RawText!.TrimStart('/')}").Where(path => path.EndsWith("shell.js", StringComparison.Ordinal));
        var problems = new List<string>();
        foreach (var (who, host, browser) in await VisitorsAsync())
        {
            foreach (var path in Routes.Where(AnswersGet).Select(r => Fill(r, "a")).Concat(files).Append("/nothing"))
            {
                var get = await browser.GetAsync(host, path);
                var head = await browser.SendAsync(HttpMethod.Head, host, path);
                if (head.Status != get.Status || head.Path != get.Path || head.Html.Length > 0)
                    problems.Add($"{who} at {path}: GET {get.Status} {get.Path}, HEAD {head.Status} {head.Path}");
            }
        }

        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_no_page_is_the_first_and_what_is_past_the_last_is_the_last()
    {
        var staff = await fixture.AddStaffAsync(IdentityFixture.NewEmail());
        var count = await fixture.Database.QueryAsync<long>("SELECT count(*) FROM tenancy.tenants");
        foreach (var number in new[] { "abc", "", "0", "-7", "%00", "99999999999", "1", "2", "999", "2147483647" })
            (await SeeAsync(staff, $"/tenants?page={number}")).Text.ShouldContain($"1–{count[0]} of {count[0]}");
        foreach (var before in new[] { "xyz", "%00", "1" })
            (await SeeAsync(staff, $"/audit?before={before}&tenant={fixture.Acme.Slug}")).Text.ShouldContain("Provisioned the tenant");
    }

    [Fact]
    public async Task What_cannot_be_stored_is_found_nowhere()
    {
        var staff = await fixture.AddStaffAsync(IdentityFixture.NewEmail());
        (await SeeAsync(staff, "/tenants?q=%00")).Text.ShouldContain("No tenant matches");
        (await SeeAsync(staff, "/audit?tenant=%00")).Text.ShouldNotContain("Provisioned the tenant");
        var stranger = fixture.NewBrowser();
        (await stranger.SignInAsync(fixture.Acme.Host, "a\0@example.com", "some password")).Text.ShouldContain("What was sent could not be read.");
        var page = await stranger.GetAsync(fixture.Acme.Host, "/");
        var inParts = Content(page, "sign-in", "Input.Email", "a\0@example.com", multipart: true);
        (await stranger.SendAsync(HttpMethod.Post, page.Host, page.Path, inParts)).Text.ShouldContain("is not right");
    }

    [Fact]
    public async Task A_failure_while_a_page_is_made_keeps_the_headers_and_leaves_nothing_waiting()
    {
        var email = IdentityFixture.NewEmail();
        var staff = await fixture.AddStaffAsync(email);
        var request = new Request(fixture.Acme) { Method = HttpMethod.Get, Host = IdentityFixture.StaffHost, Key = null, ContentType = null, Body = null }
            .WithHeader("Cookie", $"hrefcrm={staff.Cookie(IdentityFixture.StaffHost, "hrefcrm")}");
        foreach (var (table, path) in new[] { ("identity.sessions", "/tenants"), ("tenancy.audit_entries", "/audit") })
        {
            await fixture.Database.ExecuteAsync($"ALTER TABLE {table} RENAME TO away");
            Answer answer;
            try
            {
                answer = await fixture.Host.SendOutsideApiAsync(request with { Path = path });
            }
            finally
            {
                await fixture.Database.ExecuteAsync($"ALTER TABLE {table.Split('.')[0]}.away RENAME TO {table.Split('.')[1]}");
            }

            answer.Status.ShouldBe(500);
            answer.Body.ShouldContain("Something went wrong");
            answer.Body.ShouldNotContain("class=\"skeleton");
            answer.Header("Content-Security-Policy").ShouldNotBeNull().ShouldContain("frame-ancestors 'none'");
            answer.Header("X-Content-Type-Options").ShouldBe("nosniff");
            answer.Header("Referrer-Policy").ShouldBe("same-origin");
            answer.Header("Permissions-Policy").ShouldNotBeNull();
            answer.Header("Cache-Control").ShouldNotBeNull().ShouldContain("no-store");
        }
    }

    private async Task<(string Who, string Host, HrefCrm.TestBase.Browser Browser)[]> VisitorsAsync() =>
    [
        ("a stranger", IdentityFixture.StaffHost, fixture.NewBrowser()),
        ("a stranger in a workspace", fixture.Acme.Host, fixture.NewBrowser()),
        ("staff", IdentityFixture.StaffHost, await fixture.AddStaffAsync(IdentityFixture.NewEmail())),
        ("a member", fixture.Acme.Host, (await fixture.AddMemberAsync(fixture.Acme)).Browser),
    ];

    private static async Task<Page> SeeAsync(HrefCrm.TestBase.Browser staff, string path, int status = 200)
    {
        var page = await staff.GetAsync(IdentityFixture.StaffHost, path);
        page.Status.ShouldBe(status, page.Text);
        page.Html.ShouldNotContain("class=\"skeleton");
        return page;
    }

    // Each route with each hostile value in its parameters, and in every query that its page or a connection knows.
    private static IEnumerable<string> PathsOf(RouteEndpoint route)
    {
        var plain = Fill(route, "a");
        yield return plain;
        foreach (var value in Hostile)
        {
            if (route.RoutePattern.Parameters.Count > 0)
                yield return Fill(route, value);
            var part = value[..Math.Min(value.Length, 7000 / (QueriesOf(route).Count + 1))];
            yield return $"{plain}?{part}&{string.Join('&', QueriesOf(route).Select(name => $"{name}={part}"))}";
        }
    }

    private static List<string> QueriesOf(RouteEndpoint route) =>
        route.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type is { } page
            ? [.. page.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Select(p => (p.Name, Query: p.GetCustomAttribute<SupplyParameterFromQueryAttribute>()))
                .Where(p => p.Query is not null)
                .Select(p => p.Query!.Name ?? p.Name)]
            : ["id", "v"];

    private static string Fill(RouteEndpoint route, string value) =>
        $"/{Parameter().Replace(route.RoutePattern.RawText!.TrimStart('/'), value.Replace("$", "$$"))}";

    private static bool AnswersGet(RouteEndpoint route) =>
        route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(HttpMethod.Get.Method) == true;

    private static async Task<IEnumerable<string>> ProblemsOfAsync(Func<Task<Page>> ask)
    {
        try
        {
            var page = await ask();
            return ProblemsOf(page);
        }
        catch (HttpRequestException e)
        {
            return [$"no answer: {e.Message}"];
        }
    }

    private static IEnumerable<string> ProblemsOf(Page page)
    {
        if (page.Status >= 500)
            yield return $"{page.Status} {Short(page.Text)}";
        if (FrameworksWords().Match(page.Text) is { Success: true } word)
            yield return $"{page.Status} says {word.Value}: {Short(page.Text)}";
        if (page.Html.Contains("class=\"skeleton", StringComparison.Ordinal))
            yield return $"{page.Status} waits for ever";
        if (page.Html.Contains("<html", StringComparison.Ordinal) && !(page.Html.Contains("</html>", StringComparison.Ordinal) && page.Html.Contains("<h1", StringComparison.Ordinal)))
            yield return $"{page.Status} is not whole: {Short(page.Text)}";
        if (page.Html.Contains("<script>alert", StringComparison.Ordinal))
            yield return "holds a script that was sent";
    }

    private static IEnumerable<(string Form, string Field)> FieldsOf(Page page)
    {
        foreach (Match form in Form().Matches(page.Html))
        {
            if (Handler().Match(form.Value) is not { Success: true } handler)
                continue;
            foreach (Match field in Field().Matches(form.Value))
                yield return (handler.Groups[1].Value, field.Groups[1].Value);
        }
    }

    private static HttpContent Content(Page page, string form, string field, string value, bool multipart)
    {
        var all = page.HiddenFieldsOf(form);
        foreach (var (_, name) in FieldsOf(page).Where(f => f.Form == form && !all.ContainsKey(f.Field)))
            all[name] = name.EndsWith("Email", StringComparison.Ordinal) ? "a@example.com" : "some ten characters";
        all[field] = value;
        if (!multipart)
            return new FormUrlEncodedContent(all);
        var parts = new MultipartFormDataContent();
        foreach (var (name, text) in all)
            parts.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), name);
        return parts;
    }

    private static string Short(string text) => text.Length > 80 ? $"{text[..80]}… ({text.Length})" : text;

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("name=\"_handler\" value=\"([^\"]*)\"")]
    private static partial Regex Handler();

    [GeneratedRegex("<(?:input|select|textarea)[^>]* name=\"([^\"]+)\"")]
    private static partial Regex Field();

    [GeneratedRegex(@"Exception|   at |Microsoft\.|System\.|Npgsql|antiforgery|EventCallback|parameter|parse |Int32|component|invalid byte|stack trace", RegexOptions.IgnoreCase)]
    private static partial Regex FrameworksWords();
}
