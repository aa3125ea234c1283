using HrefCrm.Identity.Invites;
using HrefCrm.Identity.Mail;
using HrefCrm.Identity.People;
using HrefCrm.Identity.Sessions;
using HrefCrm.Identity.Workspaces;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Timing;
using Volo.Abp.Uow;

namespace HrefCrm.Identity.Accounts;

/// <summary>Mails the links that were asked for, one after another, where the module is hosted.</summary>
internal sealed class PasswordResetSender(
    PasswordResetRequests requests,
    IServiceScopeFactory scopes,
    IMailer mailer,
    ILogger<PasswordResetSender> logger) : BackgroundService
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var request in requests.ReadAsync(stoppingToken))
                await TrySendAsync(request, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task TrySendAsync(PasswordResetRequest request, CancellationToken stoppingToken)
    {
        try
        {
            if (await WriteAsync(request) is { } message)
                await SendAsync(message, stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            // A mail server's words may hold an address, so MailException has none of them.
            logger.LogError(e, "A link to set a password could not be mailed.");
        }
    }

    private async Task SendAsync(EmailMessage message, CancellationToken stoppingToken)
    {
        foreach (var pause in Pauses)
        {
            try
            {
                await mailer.SendAsync(message, stoppingToken);
                return;
            }
            catch (MailException e)
            {
                logger.LogWarning("A mail was not taken, trying again: {Reason}", e.Message);
            }

            await Task.Delay(pause, stoppingToken);
        }

        await mailer.SendAsync(message, stoppingToken);
    }

    private async Task<EmailMessage?> WriteAsync(PasswordResetRequest request)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        using var tenant = services.GetRequiredService<ICurrentTenant>().Change(request.TenantId);
        using var unitOfWork = services.GetRequiredService<IUnitOfWorkManager>().Begin(requiresNew: true, isTransactional: true);

        var person = await services.GetRequiredService<UserManager<Person>>().FindByNameAsync(request.Email);
        if (person is null || !await services.GetRequiredService<SignInService>().IsHereAsync(person))
        {
            // Who is invited and has not come yet gets the invite's link, by the way that all invites are mailed.
            if (request.TenantId is { } tenantId)
                await services.GetRequiredService<InviteManager>().MailPendingAsync(tenantId, request.Email);
            await unitOfWork.CompleteAsync();
            return null;
        }

        if (!person.TryMailReset(services.GetRequiredService<IClock>().Now))
            return null;

        var workspace = await services.GetRequiredService<IWorkspaces>().GetAsync(request.TenantId);
        var link = await services.GetRequiredService<PasswordLinks>().CreateAsync(person, workspace, PasswordLinkKind.Mailed);
        await unitOfWork.CompleteAsync();
        return new EmailMessage(
            workspace.Name,
            person.Email,
            $"Set a new password for {workspace.Name}",
            $"""
            Somebody asked for a new password for your account at {workspace.Name}.

            To set one, open this link within a day. It works once.

            {link}

            If it was not you, do nothing: your password stays as it is.
            """);
    }
}
