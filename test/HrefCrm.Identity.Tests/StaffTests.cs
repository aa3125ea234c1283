using System.Security.Claims;
using HrefCrm.Identity.Staff;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp;
using Volo.Abp.Security.Claims;

namespace HrefCrm.Identity.Tests;

/// <summary>HREF staff come from the terminal.</summary>
[Collection(SharedIdentity.Name)]
public class StaffTests(IdentityFixture fixture)
{
    [Fact]
    public async Task The_link_that_the_terminal_printed_sets_a_password_once()
    {
        var email = IdentityFixture.NewEmail();
        var made = await fixture.Cli.RunAsync("staff", "add", email);
        made.GetProperty("isNew").GetBoolean().ShouldBeTrue();
        var link = new Uri(made.GetProperty("link").GetString()!);
        link.Authority.ShouldBe(IdentityFixture.StaffHost);
        var browser = fixture.NewBrowser();
        // Before that the account has no password, not even an empty one.
        (await browser.SignInAsync(IdentityFixture.StaffHost, email, " ")).Path.ShouldBe("/");

        await browser.SubmitAsync(await browser.GetAsync(link), "reset-password", ("Input.NewPassword", IdentityFixture.Password));
        (await browser.SignInAsync(IdentityFixture.StaffHost, email, IdentityFixture.Password)).Path.ShouldBe("/tenants");
        (await browser.IsSignedInAsync(IdentityFixture.StaffHost)).ShouldBeTrue();

        var again = fixture.NewBrowser();
        (await again.GetAsync(link)).Text.ShouldContain("This link cannot be used here: it was used already");
    }

    [Fact]
    public async Task Adding_again_makes_a_link_for_the_same_account()
    {
        var email = IdentityFixture.NewEmail();
        var first = new Uri((await fixture.Cli.RunAsync("staff", "add", email)).GetProperty("link").GetString()!);
        var again = await fixture.Cli.RunAsync("staff", "add", email.ToUpperInvariant());
        again.GetProperty("isNew").GetBoolean().ShouldBeFalse();
        var second = new Uri(again.GetProperty("link").GetString()!);
        var browser = fixture.NewBrowser();
        await browser.SubmitAsync(await browser.GetAsync(second), "reset-password", ("Input.NewPassword", IdentityFixture.Password));

        (await browser.GetAsync(first)).Text.ShouldContain("This link cannot be used here: it was used already");
        (await browser.SignInAsync(IdentityFixture.StaffHost, email, IdentityFixture.Password)).Path.ShouldBe("/tenants");
        (await fixture.Database.QueryAsync<long>($"SELECT count(*) FROM identity.people WHERE email = '{email}'")).ShouldBe([1]);
    }

    [Fact]
    public async Task Staff_see_who_is_staff_remove_each_other_and_reset_a_lost_second_factor()
    {
        var (email, other) = (IdentityFixture.NewEmail(), IdentityFixture.NewEmail());
        var (browser, leaver) = (await fixture.AddStaffAsync(email), await fixture.AddStaffAsync(other));
        var page = await browser.GetAsync(IdentityFixture.StaffHost, "/staff");
        page.Text.ShouldContain($"{email} (you)");
        page.Text.ShouldContain(other);
        (await browser.GetAsync(fixture.Acme.Host, "/staff")).Status.ShouldBe(404);
        var (me, them) = (await IdOfAsync(email), await IdOfAsync(other));

        await fixture.Database.ExecuteAsync($"UPDATE identity.people SET two_factor_enabled = true WHERE id = '{them}'");
        await AsAsync(me, email, staff => staff.ResetSecondFactorAsync(them));
        (await fixture.NewBrowser().SignInAsync(IdentityFixture.StaffHost, other, IdentityFixture.Password)).Path.ShouldBe("/tenants");

        foreach (var refused in new Func<IStaffAppService, Task>[] { staff => staff.RemoveAsync(me), staff => staff.ResetSecondFactorAsync(me) })
            (await Should.ThrowAsync<UserFriendlyException>(() => AsAsync(me, email, refused))).Code.ShouldBe(IdentityErrorCodes.OwnMembership);
        await AsAsync(me, email, staff => staff.RemoveAsync(them));
        (await leaver.IsSignedInAsync(IdentityFixture.StaffHost)).ShouldBeFalse();
        (await fixture.NewBrowser().SignInAsync(IdentityFixture.StaffHost, other, IdentityFixture.Password)).Text.ShouldContain("not right");
        (await Should.ThrowAsync<UserFriendlyException>(() => AsAsync(me, email, staff => staff.RemoveAsync(them)))).Code.ShouldBe(IdentityErrorCodes.StaffNotFound);
        (await fixture.Database.QueryAsync<string>($"SELECT action || ' ' || actor FROM tenancy.audit_entries WHERE detail = '{other}' AND action <> 'staff_added' ORDER BY at"))
            .ShouldBe([$"second_factor_reset {email}", $"staff_removed {email}"]);
    }

    [Fact]
    public async Task Of_two_who_remove_each_other_one_stays_and_the_other_is_told_why()
    {
        for (var round = 0; round < 5; round++)
        {
            var (one, other) = (IdentityFixture.NewEmail(), IdentityFixture.NewEmail());
            foreach (var email in new[] { one, other })
            {
                await fixture.Database.ExecuteAsync(
                    $"""
                    INSERT INTO identity.people (id, is_staff, email, created_at, security_stamp, access_failed_count, two_factor_enabled, authenticator_step, recovery_codes)
                    VALUES (gen_random_uuid(), true, '{email}', now(), '', 0, false, 0, array[]::text[])
                    """);
            }

            var (oneId, otherId) = (await IdOfAsync(one), await IdOfAsync(other));
            var removals = await Task.WhenAll(OutcomeAsync(oneId, one, otherId), OutcomeAsync(otherId, other, oneId));

            removals.ShouldBe([null, IdentityErrorCodes.NotStaff], ignoreOrder: true);
            (await fixture.Database.QueryAsync<string>($"SELECT email FROM identity.people WHERE id IN ('{oneId}', '{otherId}')"))
                .ShouldBe([removals[0] is null ? one : other]);
        }
    }

    // The code of a refusal; null for none.
    private async Task<string?> OutcomeAsync(Guid by, string email, Guid whom)
    {
        try
        {
            await Task.Run(() => AsAsync(by, email, staff => staff.RemoveAsync(whom)));
            return null;
        }
        catch (UserFriendlyException e)
        {
            return e.Code;
        }
    }

    private async Task<Guid> IdOfAsync(string email) =>
        (await fixture.Database.QueryAsync<Guid>($"SELECT id FROM identity.people WHERE email = '{email}' AND is_staff")).Single();

    private Task AsAsync(Guid id, string email, Func<IStaffAppService, Task> work) => fixture.InTenantAsync(
        null,
        new ClaimsPrincipal(new ClaimsIdentity(
            [
                new(AbpClaimTypes.UserId, id.ToString()),
                new(AbpClaimTypes.UserName, email),
                new(IdentityClaimTypes.Session, Guid.NewGuid().ToString()),
                new(IdentityClaimTypes.Staff, "true"),
            ],
            "test")),
        services => work(services.GetRequiredService<IStaffAppService>()));
}
