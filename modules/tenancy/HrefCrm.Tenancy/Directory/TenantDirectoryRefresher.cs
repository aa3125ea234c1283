using System.Diagnostics;
using HrefCrm.Tenancy.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HrefCrm.Tenancy.Directory;

/// <summary>Reads what changed four times a second and stores which keys were used. Runs where the module is hosted; the CLI hosts nothing.</summary>
internal sealed class TenantDirectoryRefresher(
    TenantDirectory directory,
    TenantDirectoryReader reader,
    ILogger<TenantDirectoryRefresher> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private bool _failing;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // The first look is awaited, so that a host that listens knows its tenants.
        await RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await RefreshAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await RefreshAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            var began = Stopwatch.GetTimestamp();
            await reader.ReadChangesAsync(directory, cancellationToken);
            directory.HeardAt(began);
            await reader.WriteUsesAsync(directory, cancellationToken);
            if (_failing)
                logger.LogInformation("Changes to tenants and keys are heard of again.");
            _failing = false;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_failing)
                logger.LogError(e, "Changes to tenants and keys cannot be read; trying again until they can.");
            _failing = true;
        }
    }
}
