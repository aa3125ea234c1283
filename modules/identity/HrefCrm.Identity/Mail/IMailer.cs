namespace HrefCrm.Identity.Mail;

/// <summary>Sends mail; whoever composes the modules says how. By default none is sent.</summary>
public interface IMailer
{
    /// <summary>Whether mail is set up at all.</summary>
    bool CanSend { get; }

    /// <summary>Sends one mail.</summary>
    /// <exception cref="MailException">It was not taken; trying later may help.</exception>
    Task SendAsync(EmailMessage message, CancellationToken cancellationToken);
}

/// <summary>A mail in plain text.</summary>
/// <param name="From">In whose name.</param>
/// <param name="To">The receiver's address.</param>
/// <param name="Subject">Subject.</param>
/// <param name="Text">Text.</param>
public record EmailMessage(string From, string To, string Subject, string Text);

/// <summary>A mail was not taken. The message tells why, and holds nothing of the mail.</summary>
public class MailException(string message) : Exception(message);
