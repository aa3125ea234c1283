using System.Threading.RateLimiting;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Identity.Sessions;

/// <summary>
/// Lets only so many check a password at once, before they open a transaction: a flood of sign-ins must take neither all processors nor all
/// database connections from the rest.
/// </summary>
public sealed class SignInLimiter : ISingletonDependency, IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Math.Max(1, Environment.ProcessorCount / 2),
        QueueLimit = 100,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Waits for one's turn, which lasts until what is returned is disposed.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="IdentityErrorCodes.Busy"/>: too many wait.</exception>
    public async Task<IDisposable> EnterAsync()
    {
        var turn = await _limiter.AcquireAsync();
        if (turn.IsAcquired)
            return turn;
        turn.Dispose();
        throw IdentityErrors.Busy();
    }

    /// <inheritdoc />
    public void Dispose() => _limiter.Dispose();
}
