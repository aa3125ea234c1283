using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using HrefCrm.Identity.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace HrefCrm.Identity.Tests;

/// <summary>Mail by SMTP, to a real server.</summary>
[Collection(SharedIdentity.Name)]
public class MailTests(IdentityFixture fixture)
{
    [Fact]
    public async Task A_link_is_mailed_by_SMTP_and_works()
    {
        using var server = await SmtpServer.StartAsync();
        var member = await fixture.AddMemberAsync(fixture.Acme);
        await using var host = await StartAsync(server.Port);
        var browser = new Browser(host.Address);
        await browser.SubmitAsync(await browser.GetAsync(fixture.Acme.Host, "/forgot-password"), "forgot-password", ("Input.Email", member.Email));

        var mail = PasswordResetTests.Read(await server.TakeAsync());
        mail.To.Mailboxes.Single().Address.ShouldBe(member.Email);
        mail.From.Mailboxes.Single().Address.ShouldBe("no-reply@example.com");
        mail.MessageId.ShouldEndWith("@example.com");
        mail.From.Mailboxes.Single().Name.ShouldBe($"The {fixture.Acme.Slug} firm");
        mail.TextBody!.ReplaceLineEndings("\n").ShouldEndWith("If it was not you, do nothing: your password stays as it is.\n");
        await browser.SubmitAsync(await browser.GetAsync(PasswordResetTests.LinkIn(mail)), "reset-password", ("Input.NewPassword", "a new password"));
        (await browser.SignInAsync(fixture.Acme.Host, member.Email, "a new password")).Path.ShouldBe("/crm/settings");
    }

    [Fact]
    public async Task What_the_server_refuses_is_told_without_an_address()
    {
        using var server = await SmtpServer.StartAsync();
        await using var host = await StartAsync(server.Port);
        // The server's own words on such an address repeat it.
        var refusal = await Should.ThrowAsync<MailException>(() => SendAsync(host, $"{new string('x', 2000)}@example.com"));
        refusal.Message.ShouldMatch(@"^127\.0\.0\.1:\d+ (refused the mail with 5\d\d|broke off)\.\z");
        refusal.ToString().ShouldNotContain("xxx");
    }

    [Fact]
    public async Task A_server_that_is_away_or_offers_no_protection_is_told()
    {
        using var server = await SmtpServer.StartAsync();
        await using (var host = await StartAsync(server.Port, "Mail:Security=StartTls"))
            (await Should.ThrowAsync<MailException>(() => SendAsync(host, "a@example.com"))).Message.ShouldContain("does not offer the protection");
        await using (var host = await StartAsync(SmtpServer.FindFreePort()))
            (await Should.ThrowAsync<MailException>(() => SendAsync(host, "a@example.com"))).Message.ShouldContain("cannot be reached");
        await using (var host = await TestHost.StartAsync(fixture.Database.ConnectionString))
            (await Should.ThrowAsync<MailException>(() => SendAsync(host, "a@example.com"))).Message.ShouldContain("Mail__Host");
    }

    private Task<TestHost> StartAsync(int port, params string[] settings) => TestHost.StartAsync(
        fixture.Database.ConnectionString,
        ["Environment=Development", "Mail:Host=127.0.0.1", $"Mail:Port={port}", "Mail:Security=None", "Mail:From=no-reply@example.com", .. settings]);

    private static Task SendAsync(TestHost host, string to) =>
        host.Services.GetRequiredService<IMailer>().SendAsync(new EmailMessage("HREF", to, "A test", "Nothing."), default);

    /// <summary>Debian's aiosmtpd, which puts each mail into a folder.</summary>
    private sealed class SmtpServer : IDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hrefcrm-smtp-");
        private readonly Process _process;

        private SmtpServer()
        {
            Port = FindFreePort();
            _process = Process.Start(new ProcessStartInfo(
                "aiosmtpd", ["-n", "-l", $"127.0.0.1:{Port}", "-c", "aiosmtpd.handlers.Mailbox", Path.Combine(_folder.FullName, "box")]))!;
        }

        public int Port { get; }

        public static int FindFreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        public static async Task<SmtpServer> StartAsync()
        {
            var server = new SmtpServer();
            await Until.TrueAsync(server.IsListeningAsync, Patience);
            return server;
        }

        public async Task<string> TakeAsync()
        {
            var box = new DirectoryInfo(Path.Combine(_folder.FullName, "box", "new"));
            await Until.TrueAsync(() => Task.FromResult(box.Exists && box.EnumerateFiles().Any()), Patience);
            return await File.ReadAllTextAsync(box.EnumerateFiles().Single().FullName);
        }

        public void Dispose()
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
            _folder.Delete(recursive: true);
        }

        private async Task<bool> IsListeningAsync()
        {
            _process.HasExited.ShouldBeFalse("aiosmtpd ended");
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }
}
