namespace HrefCrm.Browser.Tests;

/// <summary>How times and names read: by the viewer's calendar, and in letters that an address may have.</summary>
public class ClockTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    // In Berlin it is two hours later than in UTC; 3 June 2026 is a Wednesday.
    private const string WednesdayMorning = "2026-06-03T06:00:00Z";

    [Theory]
    [InlineData("2026-06-01T18:00:00Z", "2 days ago")]
    [InlineData("2026-06-01T21:59:59Z", "2 days ago")]
    [InlineData("2026-06-01T22:00:00Z", "yesterday")]
    [InlineData("2026-06-02T05:59:00Z", "yesterday")]
    [InlineData("2026-06-02T20:00:00Z", "10 hours ago")]
    [InlineData("2026-06-03T05:00:30Z", "59 minutes ago")]
    [InlineData("2026-06-03T05:59:55Z", "just now")]
    [InlineData("2026-06-03T06:02:00Z", "just now")]
    [InlineData("2026-05-31T21:00:00Z", "3 days ago")]
    [InlineData("2026-04-29T06:00:00Z", "2 months ago")]
    [InlineData("2026-05-01T06:00:00Z", "last month")]
    [InlineData("2025-06-03T06:00:00Z", "last year")]
    [InlineData("2026-06-03T06:02:00Z", "in 2 min 0 s", true)]
    [InlineData("2026-06-04T05:59:00Z", "in 23 h 59 min", true)]
    public async Task A_time_goes_by_the_viewers_calendar(string time, string text, bool ahead = false)
    {
        var visitor = await NewVisitorAsync(Fixture.BareUrl, new BrowserNewContextOptions { TimezoneId = "Europe/Berlin" });
        await visitor.Page.Clock.SetFixedTimeAsync(WednesdayMorning);
        await visitor.GoAsync("/");
        await visitor.Page.WaitForFunctionAsync("() => customElements.get('relative-time')");
        (await visitor.Page.EvaluateAsync<string>(
            """
            ([time, ahead]) => {
              const element = document.createElement("relative-time");
              element.setAttribute("datetime", time);
              element.toggleAttribute("ahead", ahead);
              document.body.append(element);
              return element.shadowRoot.textContent;
            }
            """,
            new object[] { time, ahead })).ShouldBe(text);
    }

    [Theory]
    [InlineData("Müller & Töchter", "muller-tochter")]
    [InlineData("Joe’s Bar & Grill", "joes-bar-grill")]
    [InlineData("Straße 12", "strasse-12")]
    [InlineData("Ресторан Волга", "restoran-volga")]
    [InlineData("  Café—Étoile  ", "cafe-etoile")]
    public async Task A_slug_is_proposed_in_letters_that_it_may_have(string name, string slug)
    {
        var staff = await NewStaffAsync();
        await staff.GoAsync("/tenants/new");
        await staff.Field("Name").FillAsync(name);
        await Expect(staff.Field("Slug")).ToHaveAttributeAsync("placeholder", slug);
    }
}
