using Volo.Abp.DependencyInjection;

namespace HrefCrm.Identity.Mail;

[Dependency(TryRegister = true)]
[ExposeServices(typeof(IMailer))]
internal sealed class NoMailer : IMailer, ISingletonDependency
{
    public bool CanSend => false;

    public Task SendAsync(EmailMessage message, CancellationToken cancellationToken) =>
        throw new MailException("No mail is configured: register an IMailer.");
}
