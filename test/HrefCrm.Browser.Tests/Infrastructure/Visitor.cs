using System.Collections.Concurrent;

namespace HrefCrm.Browser.Tests.Infrastructure;

/// <summary>Somebody with a browser context of their own, whose every page is watched: a console error, a script's error or a failed request is a failure.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _problems = new();
    private readonly List<string> _expected = [];

    private Visitor(IBrowserContext context, Uri url)
    {
        (Context, Url) = (context, url);
        context.SetDefaultTimeout(30_000);
        context.Console += (_, message) =>
        {
            if (message.Type == "error")
                _problems.Enqueue($"{message.Text} ({message.Location})");
        };
        context.WebError += (_, error) => _problems.Enqueue(error.Error);
        context.RequestFailed += (_, request) =>
        {
            // What a page has asked for and is left before it came, is not missed.
            if (request.Failure != "net::ERR_ABORTED")
                _problems.Enqueue($"{request.Method} {request.Url}: {request.Failure}");
        };
        context.Request += (_, request) => Addresses.Enqueue(request.Url);
    }

    public IBrowserContext Context { get; }

    /// <summary>The host that is visited.</summary>
    public Uri Url { get; }

    public IPage Page { get; private set; } = null!;

    /// <summary>Every address that was asked for.</summary>
    public ConcurrentQueue<string> Addresses { get; } = new();

    public static async Task<Visitor> ComeAsync(IBrowser browser, Uri url, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL = url.ToString();
        options.ViewportSize ??= new ViewportSize { Width = 1280, Height = 800 };
        options.ReducedMotion = ReducedMotion.Reduce;
        var visitor = new Visitor(await browser.NewContextAsync(options), url);
        visitor.Page = await visitor.Context.NewPageAsync();
        return visitor;
    }

    /// <summary>Opens a page, and waits until it answers to clicks.</summary>
    public async Task<IResponse> GoAsync(string path)
    {
        var response = (await Page.GotoAsync(path)).ShouldNotBeNull();
        await UntilReadyAsync();
        return response;
    }

    public Task<IResponse> GoAsync(Uri link) => GoAsync(link.ToString());

    /// <summary>A page that is interactive answers as soon as its circuit has drawn it; a static one at once.</summary>
    public Task UntilReadyAsync() => Page.WaitForFunctionAsync("() => !('circuit' in document.documentElement.dataset)");

    public ILocator Button(string name, bool exact = true) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name });

    public ILocator Field(string label) => Page.GetByLabel(label, new() { Exact = true });

    public ILocator Heading(string text) => Page.GetByRole(AriaRole.Heading, new() { Name = text, Exact = true });

    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    public Task ShouldBeAtAsync(string path) => Expect(Page).ToHaveURLAsync(new Uri(Url, path).ToString());

    public Task ShouldSeeAsync(string text, float? withinMs = null) => Expect(Page.GetByText(text).First).ToBeVisibleAsync(new() { Timeout = withinMs });

    public async Task SignInAsync(string email, string password = BrowserFixture.Password)
    {
        await GoAsync("/");
        await Field("E-mail address").FillAsync(email);
        await Field("Password").FillAsync(password);
        await Button("Sign in").ClickAsync();
    }

    /// <summary>Asks for a mail with a link to a new password.</summary>
    public async Task ForgetPasswordAsync(string email)
    {
        await GoAsync("/");
        await Link("Forgot your password?").ClickAsync();
        await Field("E-mail address").FillAsync(email);
        await Button("Send the link").ClickAsync();
        await ShouldSeeAsync("a link is on its way");
    }

    /// <summary>Sets the first password by the terminal's link, and signs in with it.</summary>
    public async Task BecomeStaffAsync(Uri link, string email)
    {
        await GoAsync(link);
        await Field("New password").FillAsync(BrowserFixture.Password);
        await Button("Set the password").ClickAsync();
        await ShouldSeeAsync("Your new password is set. Sign in with it.");
        await SignInAsync(email);
        await ShouldBeAtAsync("/tenants");
        await UntilReadyAsync();
    }

    /// <summary>Accepts an invite with a new account, which signs in.</summary>
    public async Task AcceptAsNewAsync(Uri invite)
    {
        await GoAsync(invite);
        await Field("Password").FillAsync(BrowserFixture.Password);
        await Button("Join").ClickAsync();
        await ShouldBeAtAsync("/crm/settings");
        await UntilReadyAsync();
    }

    /// <summary>Invites somebody as a member, and reads the link, which stays shown.</summary>
    public async Task<Uri> InviteAsync(string email)
    {
        await GoAsync("/crm/settings/team");
        await Field("Invite by e-mail address").FillAsync(email);
        await Button("Make an invite link").ClickAsync();
        await Expect(Heading($"Hand this link to {email}")).ToBeFocusedAsync();
        return new Uri(await Page.Locator("#invite-link").InnerTextAsync());
    }

    /// <summary>Provisions a tenant, and reads its key and its admin's invite, which stay shown.</summary>
    public async Task<Tenant> ProvisionAsync()
    {
        var (slug, email) = (Tenant.NewSlug(), BrowserFixture.NewEmail());
        await GoAsync("/tenants");
        await Link("Provision tenant").ClickAsync();
        await Field("Name").FillAsync("Some Family Law");
        await Field("Slug").FillAsync(slug);
        await Field("First admin's e-mail address").FillAsync(email);
        await Button("Provision tenant").ClickAsync();
        await Expect(Heading("Some Family Law is provisioned")).ToBeVisibleAsync();
        var invite = new Uri(await Page.Locator("#invite-link").InnerTextAsync());
        return new Tenant(Guid.Empty, slug, await Page.Locator("#one-time-0").InnerTextAsync(), invite, email);
    }

    /// <summary>Rotates the key with the grace that is proposed, and reads the new one, which stays shown.</summary>
    public async Task<string> RotateAsync()
    {
        await Button("Rotate key").ClickAsync();
        await Expect(Field("after 24 hours")).ToBeCheckedAsync();
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Rotate key" }).ClickAsync();
        await Expect(Heading("Store the new API key")).ToBeFocusedAsync();
        return await Page.Locator("#one-time-0").InnerTextAsync();
    }

    /// <summary>Says that what is shown once is stored, and waits until it is gone.</summary>
    public async Task StoredAsync()
    {
        await Button("I have stored it").ClickAsync();
        await Expect(Page.Locator("[data-secret]")).ToHaveCountAsync(0);
    }

    public async Task SignOutAsync()
    {
        await GoAsync("/account");
        await Button("Sign out").ClickAsync();
        await ShouldBeAtAsync("/");
    }

    /// <summary>Says that a problem is what the test is about, such as <c>410 (Gone)</c>.</summary>
    public void Expecting(string problem) => _expected.Add(problem);

    public void ShouldHaveHadNoProblem() =>
        _problems.Where(p => !_expected.Exists(e => p.Contains(e, StringComparison.Ordinal))).ShouldBeEmpty();

    public async ValueTask DisposeAsync()
    {
        await Context.CloseAsync();
        ShouldHaveHadNoProblem();
    }
}
