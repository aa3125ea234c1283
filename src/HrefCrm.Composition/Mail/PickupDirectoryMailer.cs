using System.Globalization;
using HrefCrm.Identity.Mail;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HrefCrm.Composition.Mail;

/// <summary>
/// For development: writes each mail to a file, which only who runs the host may read. The log names the file and nothing of the mail.
/// </summary>
internal sealed class PickupDirectoryMailer(IOptions<MailOptions> options, ILogger<PickupDirectoryMailer> logger) : IMailer
{
    public bool CanSend => true;

    public async Task SendAsync(EmailMessage message, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(options.Value.Folder!);
        Directory.CreateDirectory(folder);
        var name = $"{DateTime.UtcNow.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture)}-{Guid.NewGuid().ToString()[..8]}.eml";
        var file = Path.Combine(folder, name);

        using var mime = message.ToMimeMessage(options.Value);
        // Whoever watches the folder sees whole mails only.
        var unfinished = file + ".part";
        var mode = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            mode.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var stream = new FileStream(unfinished, mode))
            await mime.WriteToAsync(stream, cancellationToken);
        File.Move(unfinished, file);
        logger.LogInformation("A mail was written to {File}.", file);
    }
}
