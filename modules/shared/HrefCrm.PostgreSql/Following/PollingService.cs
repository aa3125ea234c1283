using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HrefCrm.PostgreSql.Following;

/// <summary>Does its work again and again. While that fails, it says so once, goes on trying, and says once that it works again.</summary>
/// <param name="interval">How long after one poll the next begins.</param>
/// <param name="logger">Where it says so.</param>
public abstract class PollingService(TimeSpan interval, ILogger logger) : BackgroundService
{
    private bool _failing;

    /// <summary>What the log calls the work, such as <c>Reading tenants</c>.</summary>
    protected abstract string Work { get; }

    /// <summary>Does the work once.</summary>
    protected abstract Task PollAsync(CancellationToken cancellationToken);

    /// <summary>Does the work once; a failure is logged and not thrown.</summary>
    protected async Task TryPollAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PollAsync(cancellationToken);
            if (_failing)
                logger.LogInformation("{Work} works again.", Work);
            _failing = false;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_failing)
                logger.LogError(e, "{Work} failed; trying again until it works.", Work);
            _failing = true;
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval);
        try
        {
            do
                await TryPollAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }
}
