using HrefCrm.Identity.Mail;
using MimeKit;
using MimeKit.Utils;

namespace HrefCrm.Composition.Mail;

/// <summary>A mail as it goes over the wire.</summary>
internal static class MailMessages
{
    public static MimeMessage ToMimeMessage(this EmailMessage message, MailOptions options)
    {
        if (!MailboxAddress.TryParse(options.From, out var sender))
            throw new MailException("No sender is configured: set Mail__From to an e-mail address.");
        return new MimeMessage(
            [new MailboxAddress(message.From, sender.Address)],
            [new MailboxAddress(null, message.To)],
            message.Subject,
            new TextPart("plain") { Text = message.Text })
        {
            // Else it would hold this machine's name.
            MessageId = MimeUtils.GenerateMessageId(sender.Domain),
        };
    }
}
