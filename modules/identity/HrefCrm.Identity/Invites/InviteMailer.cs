using System.Globalization;
using HrefCrm.Identity.Mail;
using HrefCrm.Identity.Workspaces;
using HrefCrm.PostgreSql.Following;
using HrefCrm.PostgreSql.Roles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Volo.Abp.Uow;

namespace HrefCrm.Identity.Invites;

/// <summary>
/// Mails the invites that are due, whoever made them: one host at a time takes each, and it is due again later unless its mail was taken. So a
/// mail may come twice, and none is lost.
/// </summary>
internal sealed class InviteMailer(
    DatabaseConnections connections, IServiceScopeFactory scopes, IMailer mailer, ILogger<InviteMailer> logger)
    : PollingService(TimeSpan.FromSeconds(1), logger)
{
    // Each try waits longer than the one before, since the older an invite is the longer it waits.
    private const string TakeOne =
        """
        UPDATE identity.invites i SET mail_due_at = now() + greatest(interval '1 minute', (now() - i.created_at) / 2)
        FROM (SELECT tenant_id, id FROM identity.invites WHERE mail_due_at <= now() ORDER BY mail_due_at LIMIT 1 FOR UPDATE SKIP LOCKED) due
        WHERE i.tenant_id = due.tenant_id AND i.id = due.id
        RETURNING i.tenant_id, i.id, i.email, i.role, i.expires_at, (SELECT email FROM identity.people WHERE id = i.invited_by),
          i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now()
        """;

    private const string Done =
        "UPDATE identity.invites SET mail_due_at = NULL, mailed_at = CASE WHEN $3 THEN now() ELSE mailed_at END WHERE tenant_id = $1 AND id = $2";

    private NpgsqlDataSource Source => connections.SourceOf(DatabaseRole.System);

    protected override string Work => "Mailing invites";

    protected override async Task PollAsync(CancellationToken cancellationToken)
    {
        while (mailer.CanSend && await TakeAsync(cancellationToken) is { } due)
        {
            if (due.IsPending)
            {
                try
                {
                    await mailer.SendAsync(await WriteAsync(due), cancellationToken);
                }
                catch (MailException e)
                {
                    logger.LogWarning("An invite's mail was not taken, trying again later: {Reason}", e.Message);
                    continue;
                }
            }

            await using var done = Source.CreateCommand(Done);
            foreach (var value in new object[] { due.TenantId, due.Id, due.IsPending })
                done.Parameters.Add(new NpgsqlParameter { Value = value });
            await done.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task<DueInvite?> TakeAsync(CancellationToken cancellationToken)
    {
        await using var command = Source.CreateCommand(TakeOne);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? new DueInvite(
                row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetDateTime(4), row.IsDBNull(5) ? null : row.GetString(5), row.GetBoolean(6))
            : null;
    }

    private async Task<EmailMessage> WriteAsync(DueInvite invite)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        using var unitOfWork = services.GetRequiredService<IUnitOfWorkManager>().Begin(requiresNew: true, isTransactional: true);
        var workspace = await services.GetRequiredService<IWorkspaces>().GetAsync(invite.TenantId);
        var link = services.GetRequiredService<InviteLinks>().CreateMailed(invite.TenantId, invite.Id, workspace.Url);
        return new EmailMessage(
            workspace.Name,
            invite.Email,
            $"You are invited to {workspace.Name}",
            $"""
            {invite.InvitedBy ?? "HREF"} invited you to {workspace.Name} as {invite.Role}.

            To join, open this link until {invite.ExpiresAt.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture)}. It works once.

            {link}

            If you do not know what this is about, do nothing.
            """);
    }

    private sealed record DueInvite(Guid TenantId, Guid Id, string Email, string Role, DateTime ExpiresAt, string? InvitedBy, bool IsPending);
}
