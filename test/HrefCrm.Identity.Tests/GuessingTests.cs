using HrefCrm.Identity.Sessions;
using Npgsql;

namespace HrefCrm.Identity.Tests;

/// <summary>Who guesses is slowed down, and keeps nobody out who has signed in with their browser before.</summary>
[Collection(SharedIdentity.Name)]
public class GuessingTests(IdentityFixture fixture)
{
    private const string Wait = "Too many tries: wait ";

    [Fact]
    public async Task After_five_wrong_passwords_strangers_wait_longer_each_time()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        foreach (var email in new[] { member.Email, IdentityFixture.NewEmail() })
        {
            await GuessAsync(email, 5);
            // From whatever network and host, with whatever password, and whether or not there is such an account.
            (await StrangerAsync(fixture.Acme, email)).Text.ShouldContain(Wait);
            (await StrangerAsync(fixture.BigFirm, email)).Text.ShouldContain(Wait);
            // The sixth is wrong again: 15 seconds become 30.
            await PassAsync(16);
            (await fixture.NewBrowser().SignInAsync(fixture.Acme.Host, email, "wrong password")).Text.ShouldContain("not right");
            await PassAsync(16);
            (await StrangerAsync(fixture.Acme, email)).Text.ShouldContain(Wait);
            await PassAsync(31);
        }

        (await StrangerAsync(fixture.Acme, member.Email)).Path.ShouldBe("/crm/settings");
        // Who is signed in stays so: a stranger cannot throw them out.
        (await member.Browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeTrue();
    }

    [Fact]
    public async Task Strangers_keep_nobody_out_who_signed_in_with_their_browser_before()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        await SignOutAsync(member);
        await GuessAsync(member.Email, 6);
        (await StrangerAsync(fixture.Acme, member.Email)).Text.ShouldContain(Wait);
        (await member.Browser.SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password)).Path.ShouldBe("/crm/settings");
        // That forgives the strangers nothing.
        (await StrangerAsync(fixture.Acme, member.Email)).Text.ShouldContain(Wait);
    }

    [Fact]
    public async Task What_is_tried_with_a_known_browser_counts_for_it_alone()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        await SignOutAsync(member);
        for (var i = 0; i < 5; i++)
            (await member.Browser.SignInAsync(fixture.Acme.Host, member.Email, "wrong password")).Text.ShouldContain("not right");
        (await member.Browser.SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password)).Text.ShouldContain(Wait);
        (await StrangerAsync(fixture.Acme, member.Email)).Path.ShouldBe("/crm/settings");
    }

    [Fact]
    public async Task A_browser_is_known_for_those_who_signed_in_with_it_alone()
    {
        var (member, other) = (await fixture.AddMemberAsync(fixture.Acme), await fixture.AddMemberAsync(fixture.Acme));
        await SignOutAsync(other);
        await GuessAsync(member.Email, 5);
        (await other.Browser.SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password)).Text.ShouldContain(Wait);
        foreach (var cookie in new[] { "nonsense", "", other.Browser.Cookie(fixture.Acme.Host, "hrefcrm-device")![..40] })
        {
            var forger = fixture.NewBrowser();
            forger.SetCookie(fixture.Acme.Host, "hrefcrm-device", cookie);
            (await forger.SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password)).Text.ShouldContain(Wait);
        }
    }

    [Fact]
    public async Task Who_tries_many_accounts_from_one_network_waits()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var page = await fixture.NewBrowser().GetAsync(fixture.Acme.Host, "/");
        for (var i = 0; i < 31 && !page.Text.Contains(Wait); i++)
            page = await fixture.NewBrowser($"2001:db8:1:2::{i:x}").SignInAsync(fixture.Acme.Host, IdentityFixture.NewEmail(), "wrong password");
        page.Text.ShouldContain(Wait);
        (await fixture.NewBrowser("2001:db8:1:3::1").SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password)).Path.ShouldBe("/crm/settings");
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void A_network_is_an_IPv4_address_or_64_bits_of_IPv6(string one, string other, bool isSame) =>
        (NetworkFailures.NetworkOf(one) == NetworkFailures.NetworkOf(other)).ShouldBe(isSame);

    // The half of a queue of 100 places was one client's to fill before.
    [Fact]
    public async Task One_source_takes_no_more_than_its_share_of_the_queue()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var (flood, stranger) = (fixture.NewBrowser(), fixture.NewBrowser());
        var (page, own) = (await flood.GetAsync(fixture.Acme.Host, "/"), await stranger.GetAsync(fixture.Acme.Host, "/"));
        var busy = new TaskCompletionSource();
        var all = Enumerable.Range(0, 130).Select(async _ =>
        {
            var answer = await flood.SubmitAsync(page, "sign-in", ("Input.Email", IdentityFixture.NewEmail()), ("Input.Password", "wrong password"));
            if (answer.Status == 429)
                busy.TrySetResult();
        }).ToList();
        await busy.Task.WaitAsync(TimeSpan.FromMinutes(1));

        (await stranger.SubmitAsync(own, "sign-in", ("Input.Email", member.Email), ("Input.Password", IdentityFixture.Password))).Path.ShouldBe("/crm/settings");
        await Task.WhenAll(all);
    }

    [Fact]
    public async Task Strangers_who_fill_their_queue_from_many_networks_keep_out_nobody_who_is_known()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        await SignOutAsync(member);
        var own = await member.Browser.GetAsync(fixture.Acme.Host, "/");
        var email = IdentityFixture.NewEmail();
        await GuessAsync(email, 5);
        var floods = Enumerable.Range(0, 25).Select(_ => fixture.NewBrowser()).ToList();
        var pages = await Task.WhenAll(floods.Select(flood => flood.GetAsync(fixture.Acme.Host, "/")));
        // Whose turn it is waits for this, so that the queue behind them fills however fast the machine is.
        await using var connection = new NpgsqlConnection(fixture.Database.ConnectionString);
        await connection.OpenAsync();
        await using var held = await connection.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("SELECT FROM identity.sign_in_failures FOR UPDATE", connection, held))
            await hold.ExecuteNonQueryAsync();
        var busy = new TaskCompletionSource();
        var all = Enumerable.Range(0, 8).SelectMany(_ => floods.Zip(pages)).Select(async flood =>
        {
            var answer = await flood.First.SubmitAsync(flood.Second, "sign-in", ("Input.Email", email), ("Input.Password", "wrong password"));
            if (answer.Text.Contains("Many people are signing in", StringComparison.Ordinal))
                busy.TrySetResult();
        }).ToList();
        await busy.Task.WaitAsync(TimeSpan.FromMinutes(1));

        (await member.Browser.SubmitAsync(own, "sign-in", ("Input.Email", member.Email), ("Input.Password", IdentityFixture.Password))).Path.ShouldBe("/crm/settings");
        await held.RollbackAsync();
        await Task.WhenAll(all);
    }

    private async Task GuessAsync(string email, int times)
    {
        for (var i = 0; i < times; i++)
            await fixture.NewBrowser().SignInAsync(fixture.Acme.Host, email, "wrong password");
    }

    private Task<Page> StrangerAsync(Tenant workspace, string email) =>
        fixture.NewBrowser().SignInAsync(workspace.Host, email, IdentityFixture.Password);

    private async Task SignOutAsync(Member member) =>
        await member.Browser.SubmitAsync(await member.Browser.GetAsync(fixture.Acme.Host, "/account"), "sign-out");

    private Task PassAsync(int seconds) =>
        fixture.Database.ExecuteAsync($"UPDATE identity.sign_in_failures SET last_at = last_at - interval '{seconds} seconds'");
}
