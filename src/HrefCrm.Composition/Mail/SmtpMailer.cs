using System.Net.Sockets;
using HrefCrm.Identity.Mail;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace HrefCrm.Composition.Mail;

/// <summary>Sends mail by SMTP, over a connection of its own for each: mails are few.</summary>
internal sealed class SmtpMailer(IOptions<MailOptions> options) : IMailer
{
    private const int TimeoutMilliseconds = 20_000;

    public bool CanSend => !string.IsNullOrWhiteSpace(options.Value.Host);

    public async Task SendAsync(EmailMessage message, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if (string.IsNullOrWhiteSpace(settings.Host))
            throw new MailException("No mail server is configured: set Mail__Host and Mail__From.");

        using var mime = message.ToMimeMessage(settings);
        using var client = new SmtpClient { Timeout = TimeoutMilliseconds };
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, settings.Security, cancellationToken);
            if (!string.IsNullOrEmpty(settings.User))
                await client.AuthenticateAsync(settings.User, settings.Password ?? "", cancellationToken);
            await client.SendAsync(mime, cancellationToken);
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception e) when (Explain(e) is { } reason)
        {
            throw new MailException($"{settings.Host}:{settings.Port} {reason}");
        }
    }

    // A server's own words may hold an address, so none of them is passed on.
    private static string? Explain(Exception exception) => exception switch
    {
        SmtpCommandException e => $"refused the mail with {(int)e.StatusCode}.",
        AuthenticationException => "does not let Mail__User in.",
        SslHandshakeException or NotSupportedException => "does not offer the protection that Mail__Security asks for.",
        CommandException or ProtocolException => "broke off.",
        SocketException or IOException or TimeoutException => "cannot be reached.",
        _ => null,
    };
}
