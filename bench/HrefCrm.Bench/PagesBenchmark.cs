using System.Diagnostics;
using System.Text.Json;

namespace HrefCrm.Bench;

/// <summary>The server's time for every page with 10,000 tenants on a warm host, one request after the other, and the tenant search's in the database.</summary>
internal static class PagesBenchmark
{
    private const int Tenants = 10_000, Requests = 300, BudgetMs = 100, SearchBudgetMs = 50;
    private const string Password = "correct horse battery";

    private static readonly string[] OfNobody = ["/", "/forgot-password"];
    private static readonly string[] OfMembers = ["/crm/settings", "/crm/settings/team", "/crm/settings/keys", "/account"];

    private static readonly string[] OfStaff =
    [
        "/tenants", "/tenants?page=200", "/tenants?q=tenant%2077", "/tenants?q=nobody", "/tenants/new", "/tenants/t5000", "/audit", "/audit?tenant=t5000",
        "/account",
    ];

    public static async Task RunAsync(Stage stage, BenchOptions options)
    {
        await stage.AddTenantsAsync(Tenants);
        await AddAuditAsync(stage);
        // As behind a proxy that ends TLS: in production cookies and forms want it.
        using var host = await stage.StartHostAsync(("ForwardedHeaders__KnownProxies__0", "127.0.0.1"));
        var invite = await InviteAsync(stage);
        using var nobody = new Browser(host, invite.Host);
        using var member = await SignInMemberAsync(stage, host);
        using var staff = await SignInStaffAsync(stage, host);

        (Browser Browser, string Path)[] visits =
            [.. OfNobody.Append(invite.PathAndQuery).Select(p => (nobody, p)), .. OfMembers.Select(p => (member, p)), .. OfStaff.Select(p => (staff, p))];
        for (var warm = Stopwatch.StartNew(); warm.Elapsed.TotalSeconds < options.Warm;)
        {
            foreach (var (browser, path) in visits)
                await browser.GetAsync(path);
        }

        var pages = new List<PageTime>();
        foreach (var (browser, path) in visits)
            pages.Add(await MeasureAsync(browser, path));

        var search = new List<SearchTime>();
        foreach (var filter in new[] { "tenant 77", "nobody", "t" })
            search.Add(await SearchAsync(stage, filter));

        var results = new PagesResults(
            DateTime.UtcNow, await stage.DescribeAsync(), Tenants, Requests, options.Warm, pages.Max(p => p.MaxMs), search.Max(s => s.MaxMs), pages, search);
        Results.Save(options, "pages.json", results);
        if (results.MaxMs > BudgetMs || results.SearchMaxMs > SearchBudgetMs)
            throw new BenchException($"the slowest page took {results.MaxMs:N0} of {BudgetMs} ms, the slowest search {results.SearchMaxMs:N0} of {SearchBudgetMs} ms");
    }

    private static async Task<PageTime> MeasureAsync(Browser browser, string path)
    {
        var times = new double[Requests];
        for (var i = 0; i < Requests; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await browser.GetAsync(path);
            times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        Array.Sort(times);
        var page = new PageTime(browser.Host, path.StartsWith("/invite/", StringComparison.Ordinal) ? "/invite/…" : path, times[Requests / 2], times[Requests * 95 / 100], times[^1]);
        Console.WriteLine($"  {page.Host,-20} {page.Path,-24} p50 {page.P50Ms,6:N2} ms   p95 {page.P95Ms,6:N2} ms   max {page.MaxMs,6:N2} ms");
        return page;
    }

    // The two statements of the tenant list, as PostgreSQL itself times them.
    private static async Task<SearchTime> SearchAsync(Stage stage, string filter)
    {
        var matching = $"FROM tenancy.tenants t WHERE t.slug ILIKE '%{filter}%' ESCAPE '\\' OR t.name ILIKE '%{filter}%' ESCAPE '\\'";
        var times = new double[100];
        for (var i = 0; i < times.Length; i++)
        {
            times[i] = await stage.ExecutionTimeMsAsync($"SELECT count(*) {matching}")
                + await stage.ExecutionTimeMsAsync($"SELECT * {matching} ORDER BY t.slug LIMIT 50");
        }

        Array.Sort(times);
        var search = new SearchTime(filter, times[times.Length / 2], times[^1]);
        Console.WriteLine($"  search for '{filter}' in the database   p50 {search.P50Ms,6:N2} ms   max {search.MaxMs,6:N2} ms");
        return search;
    }

    // Ten sign-ins for each tenant, at a millisecond each, with ids in the order of time.
    private static Task AddAuditAsync(Stage stage) => stage.ExecuteAsync(
        """
        INSERT INTO tenancy.audit_entries (id, about_tenant_id, at, action, actor, from_address)
        SELECT (lpad(to_hex(1700000000000 + row_number() OVER ()), 12, '0') || '7000' || '8000' || substr(md5(i || t.slug), 1, 12))::uuid,
          t.id, now(), 'signed_in', 'admin@example.com', '192.0.2.1' FROM generate_series(1, 10) i, tenancy.tenants t;
        ANALYZE tenancy.audit_entries
        """);

    // One that nobody accepts.
    private static async Task<Uri> InviteAsync(Stage stage)
    {
        var provisioned = JsonDocument.Parse(await stage.CliAsync("provision", "invited", "Invited", "invited@example.com", "--json"));
        return new Uri(provisioned.RootElement.GetProperty("inviteUrl").GetString()!);
    }

    private static async Task<Browser> SignInMemberAsync(Stage stage, Server host)
    {
        var browser = new Browser(host, stage.InviteUrl.Host);
        await browser.SubmitAsync(stage.InviteUrl.PathAndQuery, "accept-as-new", ("New.NewPassword", Password));
        return browser;
    }

    private static async Task<Browser> SignInStaffAsync(Stage stage, Server host)
    {
        const string email = "staff@example.com";
        var link = new Uri(JsonDocument.Parse(await stage.CliAsync("staff", "add", email, "--json")).RootElement.GetProperty("link").GetString()!);
        var browser = new Browser(host, Stage.BaseDomain);
        await browser.SubmitAsync(link.PathAndQuery, "reset-password", ("Input.NewPassword", Password));
        await browser.SubmitAsync("/", "sign-in", ("Input.Email", email), ("Input.Password", Password));
        return browser;
    }
}
