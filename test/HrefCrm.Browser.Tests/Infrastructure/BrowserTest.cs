namespace HrefCrm.Browser.Tests.Infrastructure;

/// <summary>A test with visitors, who leave at its end and must have met no problem.</summary>
[Collection(SharedBrowser.Name)]
public abstract class BrowserTest(BrowserFixture fixture) : IAsyncLifetime
{
    private readonly List<Visitor> _visitors = [];

    protected BrowserFixture Fixture => fixture;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var visitor in _visitors)
            await visitor.DisposeAsync();
    }

    /// <summary>Somebody who is not signed in.</summary>
    protected async Task<Visitor> NewVisitorAsync(Uri url, BrowserNewContextOptions? options = null)
    {
        var visitor = await Visitor.ComeAsync(fixture.Browser, url, options);
        _visitors.Add(visitor);
        return visitor;
    }

    /// <summary>Somebody of HREF's staff, signed in.</summary>
    protected Task<Visitor> NewStaffAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.StorageState = fixture.StaffState;
        return NewVisitorAsync(fixture.BareUrl, options);
    }

    /// <summary>The first admin of a workspace, signed in and at its settings.</summary>
    protected async Task<Visitor> NewMemberAsync(Tenant workspace, BrowserNewContextOptions? options = null)
    {
        var visitor = await NewVisitorAsync(workspace.Url, options);
        await visitor.AcceptAsNewAsync(workspace.Invite);
        return visitor;
    }
}
