
namespace HrefCrm.Browser.Tests;

/// <summary>Pictures for the documentation, of a system of their own; none shows a new key or a link. They go where HREFCRM_SCREENSHOTS says, else to .data/screenshots.</summary>
public class ScreenshotTests(ScreenshotTests.Scene scene) : IClassFixture<ScreenshotTests.Scene>
{
    [Theory]
    [InlineData("", ColorScheme.Light, 1280, 800)]
    [InlineData("-dark", ColorScheme.Dark, 1280, 800)]
    [InlineData("-phone", ColorScheme.Light, 390, 844)]
    public async Task Each_page_has_its_picture(string suffix, ColorScheme scheme, int width, int height)
    {
        BrowserNewContextOptions options = new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = height } };
        await using var visitor = await Visitor.ComeAsync(scene.Browser, scene.Acme.Url, new(options));
        await visitor.GoAsync("/");
        await TakeAsync(visitor, "splash", suffix);

        await using var staff = await Visitor.ComeAsync(scene.Browser, scene.BareUrl, new(options) { StorageState = scene.StaffState });
        foreach (var (name, path) in new[] { ("tenants", "/tenants"), ("keys", $"/tenants/{scene.Acme.Slug}"), ("audit", "/audit") })
        {
            await staff.GoAsync(path);
            await TakeAsync(staff, name, suffix);
        }

        await using var member = await Visitor.ComeAsync(scene.Browser, scene.Acme.Url, new(options) { StorageState = scene.MemberState });
        foreach (var (name, path) in new[] { ("settings", "/crm/settings"), ("team", "/crm/settings/team") })
        {
            await member.GoAsync(path);
            await TakeAsync(member, name, suffix);
        }
    }

    private static async Task TakeAsync(Visitor visitor, string name, string suffix)
    {
        await visitor.Page.EvaluateAsync("() => document.activeElement.blur()");
        await Expect(visitor.Page.Locator("[data-secret]")).ToHaveCountAsync(0);
        var folder = Environment.GetEnvironmentVariable("HREFCRM_SCREENSHOTS") is { Length: > 0 } given
            ? given
            : Path.Combine(RepositoryRoot.Path, ".data", "screenshots");
        var picture = await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}{suffix}.png"), Animations = ScreenshotAnimations.Disabled });
        picture.Length.ShouldBeGreaterThan(5000);
    }

    /// <summary>A host with a few clients, one of whom has a team and a key that ends.</summary>
    public sealed class Scene : IAsyncLifetime
    {
        private static readonly (string Slug, string Name)[] Others =
        [
            ("birchwood", "Birchwood Estate Planning"), ("calder", "Calder & Finch Immigration"), ("delmar", "Delmar Dental Group"),
            ("eastgate", "Eastgate Property Lettings"), ("fairweather", "Fairweather Mediation"), ("harbour", "Harbour Injury Law"),
            ("juniper", "Juniper Physiotherapy"), ("kestrel", "Kestrel Tax Advisers"), ("lindqvist", "Lindqvist Architects"),
            ("marlow", "Marlow Wealth"), ("northside", "Northside Veterinary"),
        ];

        private readonly BrowserFixture _fixture = new();

        public IBrowser Browser => _fixture.Browser;

        public Uri BareUrl => _fixture.BareUrl;

        public string StaffState => _fixture.StaffState;

        public Tenant Acme { get; private set; } = null!;

        public string MemberState { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            await _fixture.InitializeAsync();
            foreach (var (slug, name) in Others)
                await _fixture.ProvisionAsync(name, slug);
            Acme = await _fixture.ProvisionAsync("Acme Family Law", "acme", "nora@acme.example");
            await _fixture.Database.ExecuteAsync(
                """
                UPDATE tenancy.tenants t SET created_at = now() - n.days * interval '1 day 3 hours', suspended_at = CASE slug WHEN 'kestrel' THEN now() - interval '2 days' END
                  FROM (SELECT id, row_number() OVER (ORDER BY slug DESC) AS days FROM tenancy.tenants) n WHERE n.id = t.id AND slug <> 'acme';
                """);

            await using var member = await Visitor.ComeAsync(Browser, Acme.Url);
            await member.AcceptAsNewAsync(Acme.Invite);
            await member.Field("Tagline").FillAsync("Calm counsel for families");
            await member.Field("Color").FillAsync("#0f766e");
            await member.Button("Save").ClickAsync();
            await member.ShouldSeeAsync("Settings were saved.");
            var link = await member.InviteAsync("omar@acme.example");
            await member.StoredAsync();
            await using (var colleague = await Visitor.ComeAsync(Browser, Acme.Url))
                await colleague.AcceptAsNewAsync(link);
            await member.InviteAsync("priya@acme.example");
            await member.StoredAsync();
            MemberState = await member.Context.StorageStateAsync();

            (await _fixture.Host.SendAsync(new Request(Acme))).Status.ShouldBe(201);
            await using var staff = await Visitor.ComeAsync(Browser, BareUrl, new() { StorageState = StaffState });
            await staff.GoAsync("/tenants/acme");
            await staff.RotateAsync();
            await staff.StoredAsync();
        }

        public Task DisposeAsync() => _fixture.DisposeAsync();
    }
}
