using System.Threading.RateLimiting;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Identity.Sessions;

/// <summary>
/// Lets only so many check a password at once, before they open a transaction: a flood of sign-ins must take neither all processors nor all
/// database connections from the rest. Each source has a share of the places, and browsers that somebody has signed in with wait in a queue of
/// their own, so that strangers do not keep them out.
/// </summary>
public sealed class SignInLimiter(TrustedDevices devices, ClientAddress client) : ISingletonDependency, IDisposable
{
    /// <summary>How many of one source work or wait at once: a network, or a browser that is known.</summary>
    public const int Share = 10;

    private readonly PartitionedRateLimiter<string> _shares = PartitionedRateLimiter.Create<string, string>(source =>
        RateLimitPartition.GetConcurrencyLimiter(source, _ => new ConcurrencyLimiterOptions { PermitLimit = Share, QueueLimit = 0 }));

    private readonly ConcurrencyLimiter _strangers = CreateQueue(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly ConcurrencyLimiter _known = CreateQueue(1);

    /// <summary>Waits for one's turn, which lasts until what is returned is disposed.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="IdentityErrorCodes.Busy"/>: too many wait.</exception>
    public async Task<IDisposable> EnterAsync()
    {
        var device = devices.FindLast();
        var share = _shares.AttemptAcquire(device is null ? NetworkFailures.NetworkOf(client.Value) : device.Value.ToString());
        if (!share.IsAcquired)
        {
            share.Dispose();
            throw IdentityErrors.Busy();
        }

        var turn = await (device is null ? _strangers : _known).AcquireAsync();
        var both = new Turn(share, turn);
        if (turn.IsAcquired)
            return both;
        both.Dispose();
        throw IdentityErrors.Busy();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _shares.Dispose();
        _strangers.Dispose();
        _known.Dispose();
    }

    private static ConcurrencyLimiter CreateQueue(int atOnce) => new(new ConcurrencyLimiterOptions
    {
        PermitLimit = atOnce,
        QueueLimit = 100,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private sealed class Turn(RateLimitLease share, RateLimitLease turn) : IDisposable
    {
        public void Dispose()
        {
            turn.Dispose();
            share.Dispose();
        }
    }
}
