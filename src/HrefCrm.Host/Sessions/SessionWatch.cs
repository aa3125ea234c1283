using System.Collections.Concurrent;
using System.Diagnostics;
using HrefCrm.Identity.EntityFrameworkCore;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Host.Sessions;

/// <summary>
/// Follows the sessions of all pages that are open on this host, in one query every two seconds, since an open page makes no request that would be
/// refused. What could not be checked for five seconds is not trusted until it is again.
/// </summary>
internal sealed class SessionWatch(SessionReader reader, ITenantStore tenants, ILogger<SessionWatch> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<OpenSession, byte> _open = new();
    private bool _failing;

    /// <summary>Follows the session of a page that opens now.</summary>
    /// <param name="id">The session, just found alive.</param>
    /// <param name="tenantId">Its tenant; null for HREF's own side.</param>
    /// <param name="onEnded">Called once, when the session has ended or its tenant is suspended.</param>
    public OpenSession Open(Guid id, Guid? tenantId, Action onEnded)
    {
        var session = new OpenSession(id, tenantId, onEnded);
        _open.TryAdd(session, 0);
        return session;
    }

    public void Close(OpenSession session) => _open.TryRemove(session, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await CheckAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task CheckAsync(CancellationToken stoppingToken)
    {
        var open = _open.Keys;
        if (open.Count == 0)
            return;
        try
        {
            var began = Stopwatch.GetTimestamp();
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            patience.CancelAfter(MaxAge);
            var alive = await reader.FindAliveAsync([.. open.Select(s => s.Id).Distinct()], patience.Token);
            foreach (var session in open)
            {
                if (alive.Contains(session.Id) && await IsActiveAsync(session.TenantId))
                    session.CheckedAt(began);
                else if (_open.TryRemove(session, out _))
                    session.End();
            }

            if (_failing)
                logger.LogInformation("Sessions of open pages can be checked again.");
            _failing = false;
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            if (!_failing)
                logger.LogError(e, "Sessions of open pages cannot be checked; trying again until they can.");
            _failing = true;
        }
    }

    private async Task<bool> IsActiveAsync(Guid? tenantId) =>
        tenantId is null || await tenants.FindAsync(tenantId.Value) is { IsActive: true };
}

/// <summary>The session of one open page.</summary>
internal sealed class OpenSession(Guid id, Guid? tenantId, Action onEnded)
{
    private long _checkedAt = Stopwatch.GetTimestamp();
    private volatile bool _hasEnded;

    public Guid Id => id;

    public Guid? TenantId => tenantId;

    /// <summary>Whether the page may go on working.</summary>
    public bool IsTrusted => !_hasEnded && Stopwatch.GetElapsedTime(Volatile.Read(ref _checkedAt)) <= SessionWatch.MaxAge;

    public void CheckedAt(long timestamp) => Volatile.Write(ref _checkedAt, timestamp);

    public void End()
    {
        _hasEnded = true;
        onEnded();
    }
}
