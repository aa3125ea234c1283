using Deque.AxeCore.Playwright;

namespace HrefCrm.Browser.Tests;

/// <summary>What holds on every page: anybody can read and use it, and it fits a telephone.</summary>
public class EveryPageTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing_serious(ColorScheme scheme)
    {
        var found = new List<string>();
        await foreach (var (visitor, page) in ToursAsync(new() { ColorScheme = scheme }))
        {
            var result = await visitor.Page.RunAxe();
            found.AddRange(result.Violations.Where(v => v.Impact is "serious" or "critical")
                .Select(v => $"{page}: {v.Id} ({v.Impact}), {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}"));
        }

        found.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_wider_than_390_pixels()
    {
        var found = new List<string>();
        await foreach (var (visitor, page) in ToursAsync(new() { ViewportSize = new() { Width = 390, Height = 844 } }))
        {
            var wide = await visitor.Page.EvaluateAsync<string[]>(
                """
                () => document.documentElement.scrollWidth <= 390 ? [] : [...document.querySelectorAll("body *")]
                  .filter(e => e.getBoundingClientRect().right > 390.5).map(e => `${e.tagName}.${e.className}`)
                """);
            if (wide.Length > 0)
                found.Add($"{page}: {string.Join(", ", wide)}");
        }

        found.ShouldBeEmpty();
    }

    private async IAsyncEnumerable<(Visitor Visitor, string Page)> ToursAsync(BrowserNewContextOptions options)
    {
        var workspace = await Fixture.ProvisionAsync("Acme Family Law");
        var stranger = await NewVisitorAsync(workspace.Url, new(options));
        await foreach (var page in Tour.OfStrangerAsync(stranger, workspace))
            yield return (stranger, page);

        var member = await NewMemberAsync(workspace, new(options));
        await foreach (var page in Tour.OfMemberAsync(member, BrowserFixture.NewEmail()))
            yield return (member, page);

        var staff = await NewStaffAsync(new(options));
        await foreach (var page in Tour.OfStaffAsync(staff, workspace))
            yield return (staff, page);

        var outside = await NewVisitorAsync(Fixture.BareUrl, new(options));
        await outside.GoAsync("/");
        yield return (outside, "/ of HREF");
    }
}
