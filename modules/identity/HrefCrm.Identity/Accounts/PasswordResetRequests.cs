using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Identity.Accounts;

/// <summary>
/// Who asked for a link to set a new password. Looking them up and mailing happens behind the answer, so that it takes no longer for an
/// address that has an account. What waits is lost when the host stops: people ask again.
/// </summary>
public class PasswordResetRequests(ILogger<PasswordResetRequests> logger) : ISingletonDependency
{
    private readonly Channel<PasswordResetRequest> _channel = Channel.CreateBounded<PasswordResetRequest>(1000);

    /// <summary>Adds a request; past a thousand that wait, it is dropped.</summary>
    public void Add(PasswordResetRequest request)
    {
        if (!_channel.Writer.TryWrite(request))
            logger.LogWarning("A request for a password link was dropped: too many wait.");
    }

    /// <summary>Takes requests as they come.</summary>
    public IAsyncEnumerable<PasswordResetRequest> ReadAsync(CancellationToken cancellationToken) =>
        _channel.Reader.ReadAllAsync(cancellationToken);
}

/// <summary>Somebody forgot their password.</summary>
/// <param name="TenantId">Where they want to sign in; null for HREF's own side.</param>
/// <param name="Email">The address that they gave.</param>
public record PasswordResetRequest(Guid? TenantId, string Email);
