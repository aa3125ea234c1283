using HrefCrm.Identity.Mail;
using MimeKit;

namespace HrefCrm.Composition.Mail;

/// <summary>A mail as it goes over the wire.</summary>
internal static class MailMessages
{
    public static MimeMessage ToMessage(this Identity.Mail.Mail mail, MailOptions options)
    {
        if (!MailboxAddress.TryParse(options.From, out var sender))
            throw new MailException("No sender is configured: set Mail__From to an e-mail address.");
        return new MimeMessage(
            [new MailboxAddress(mail.From, sender.Address)],
            [new MailboxAddress(null, mail.To)],
            mail.Subject,
            new TextPart("plain") { Text = mail.Text });
    }
}
