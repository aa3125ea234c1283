using MailKit.Security;

namespace HrefCrm.Composition.Mail;

/// <summary>
/// How mail is sent; bound from the configuration section <c>Mail</c>. With a host, by SMTP; with a folder alone, as files in it.
/// </summary>
public class MailOptions
{
    /// <summary>The SMTP server.</summary>
    public string? Host { get; set; }

    /// <summary>Its port.</summary>
    public int Port { get; set; } = 587;

    /// <summary>
    /// How the connection is protected: <c>StartTls</c>, <c>SslOnConnect</c>, <c>None</c> and so on. A server that cannot do so is not
    /// used.
    /// </summary>
    public SecureSocketOptions Security { get; set; } = SecureSocketOptions.StartTls;

    /// <summary>User to sign in as; null for none.</summary>
    public string? User { get; set; }

    /// <summary>The user's password.</summary>
    public string? Password { get; set; }

    /// <summary>The address that mail comes from.</summary>
    public string From { get; set; } = "";

    /// <summary>For development: the folder that mails are written to as <c>.eml</c> files.</summary>
    public string? Folder { get; set; }
}
