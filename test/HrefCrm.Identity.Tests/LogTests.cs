
namespace HrefCrm.Identity.Tests;

/// <summary>
/// No log holds a link's token, a password, a code, a cookie or an address, however much the operator lets the frameworks say.
/// </summary>
[Collection(SharedIdentity.Name)]
public class LogTests(IdentityFixture fixture)
{
    [Theory]
    [InlineData("Warning")]
    [InlineData("Trace")]
    public async Task Nothing_secret_and_nobodys_address_is_logged(string frameworksLevel)
    {
        using var log = new CapturedLog();
        var mails = Directory.CreateTempSubdirectory("hrefcrm-mails-");
        var email = IdentityFixture.NewEmail();
        var staffEmail = IdentityFixture.NewEmail();
        const string wrong = "a password that is wrong";
        const string renewed = "a password that is new";
        var secrets = new List<string> { email, staffEmail, IdentityFixture.Password, wrong, renewed };

        await using (var host = await TestHost.StartAsync(
            fixture.Database.ConnectionString,
            log,
            "Environment=Development",
            $"Mail:Folder={mails.FullName}",
            "Mail:From=no-reply@example.com",
            "Logging:LogLevel:Default=Trace",
            $"Logging:LogLevel:Microsoft={frameworksLevel}",
            $"Logging:LogLevel:Volo.Abp={frameworksLevel}",
            "Logging:LogLevel:Volo.Abp.AspNetCore.MultiTenancy.MultiTenancyMiddleware=Trace"))
        {
            var browser = new Browser(host.Address);
            var invite = await fixture.InviteAsync(fixture.Acme, email);
            secrets.Add(invite.Segments[^1]);
            await browser.GetAsync(fixture.BigFirm.Host, invite.PathAndQuery);
            await browser.SubmitAsync(await browser.GetAsync(invite), "accept-as-new", ("New.NewPassword", "short"));
            await browser.SubmitAsync(await browser.GetAsync(invite), "accept-as-new", ("New.NewPassword", IdentityFixture.Password));
            (await browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeTrue();

            var twoFactor = await browser.GetAsync(fixture.Acme.Host, "/account/two-factor");
            var key = twoFactor.TextOf("key");
            secrets.AddRange(key, key.Replace(" ", ""), Totp.Code(key), Totp.Code(key, 1));
            secrets.AddRange((await browser.SubmitAsync(twoFactor, "two-factor-on", ("On.Code", Totp.Code(key)), ("On.Password", IdentityFixture.Password)))
                .TextOf("codes").Split('\n'));
            var second = new Browser(host.Address);
            await second.SubmitAsync(
                await second.SignInAsync(fixture.Acme.Host, email, IdentityFixture.Password), "code", ("Input.Code", Totp.Code(key, 1)));
            (await second.IsSignedInAsync(fixture.Acme.Host)).ShouldBeTrue();

            second = new Browser(host.Address);
            for (var i = 0; i < 6; i++)
                await second.SignInAsync(fixture.Acme.Host, email, wrong);
            await second.SubmitAsync(await second.GetAsync(fixture.Acme.Host, "/forgot-password"), "forgot-password", ("Input.Email", email));
            // Beside it there may be the invite's.
            string? mail = null;
            await Until.TrueAsync(
                () =>
                {
                    mail = mails.EnumerateFiles("*.eml").Select(f => File.ReadAllText(f.FullName)).FirstOrDefault(m => m.Contains(IdentityFixture.AboutPassword));
                    return Task.FromResult(mail is not null);
                },
                TimeSpan.FromSeconds(20));
            var link = PasswordResetTests.LinkIn(PasswordResetTests.Read(mail!));
            secrets.Add(link.Query.Split("token=")[1]);
            var form = await second.GetAsync(link);
            await second.SubmitAsync(form, "reset-password", ("Input.NewPassword", renewed));
            await second.SubmitAsync(form, "reset-password", ("Input.NewPassword", wrong));

            var staffLink = new Uri((await fixture.Cli.RunAsync("staff", "add", staffEmail)).GetProperty("link").GetString()!);
            secrets.Add(staffLink.Query.Split("token=")[1]);
            await second.SubmitAsync(await second.GetAsync(staffLink), "reset-password", ("Input.NewPassword", renewed));
            await second.SignInAsync(IdentityFixture.StaffHost, staffEmail, renewed);
            (await second.IsSignedInAsync(IdentityFixture.StaffHost)).ShouldBeTrue();
            secrets.AddRange(new[] { browser, second }.SelectMany(b => b.SetCookies).Select(c => c.Split('=', 2)[1].Split(';')[0]).Where(c => c.Length > 0));
        }

        mails.Delete(recursive: true);
        log.Entries.ShouldContain(e => e.Contains("A mail was written to", StringComparison.Ordinal));
        secrets.Count.ShouldBeGreaterThan(25);
        foreach (var secret in secrets)
            log.Entries.Where(e => e.Contains(secret, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }
}
