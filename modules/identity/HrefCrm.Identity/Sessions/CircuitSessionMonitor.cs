using System.Collections.Concurrent;
using System.Diagnostics;
using HrefCrm.PostgreSql.Following;
using Microsoft.Extensions.Logging;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Identity.Sessions;

/// <summary>
/// Follows the sessions of all circuits on this host, in one query every two seconds, since an open page makes no request that would be
/// refused; one that ends here is known at once. What could not be checked for five seconds is not trusted until it is again.
/// </summary>
internal sealed class CircuitSessionMonitor(SessionReader reader, ITenantStore tenants, ILogger<CircuitSessionMonitor> logger)
    : PollingService(TimeSpan.FromSeconds(2), logger)
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<CircuitSession, byte> _open = new();

    protected override string Work => "Checking the sessions of open pages";

    /// <summary>Follows the session of a circuit that opens now.</summary>
    /// <param name="id">The session, just found alive.</param>
    /// <param name="tenantId">Its tenant; null for HREF's own side.</param>
    /// <param name="onEnded">Called once, when the session has ended or its tenant is suspended.</param>
    public CircuitSession Open(Guid id, Guid? tenantId, Action onEnded)
    {
        var session = new CircuitSession(id, tenantId, onEnded);
        _open.TryAdd(session, 0);
        return session;
    }

    /// <summary>Ends the open pages of a session that was ended here.</summary>
    public void End(Guid id)
    {
        foreach (var session in _open.Keys.Where(s => s.Id == id))
        {
            if (_open.TryRemove(session, out _))
                session.End();
        }
    }

    public void Close(CircuitSession session) => _open.TryRemove(session, out _);

    protected override async Task PollAsync(CancellationToken cancellationToken)
    {
        var open = _open.Keys;
        if (open.Count == 0)
            return;
        var began = Stopwatch.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(MaxAge);
        var alive = await reader.FindAliveAsync([.. open.Select(s => s.Id).Distinct()], patience.Token);
        foreach (var session in open)
        {
            if (alive.Contains(session.Id) && await IsActiveAsync(session.TenantId))
                session.CheckedAt(began);
            else if (_open.TryRemove(session, out _))
                session.End();
        }
    }

    private async Task<bool> IsActiveAsync(Guid? tenantId) =>
        tenantId is null || await tenants.FindAsync(tenantId.Value) is { IsActive: true };
}

/// <summary>The session of one circuit.</summary>
internal sealed class CircuitSession(Guid id, Guid? tenantId, Action onEnded)
{
    private long _checkedAt = Stopwatch.GetTimestamp();
    private volatile bool _hasEnded;

    public Guid Id => id;

    public Guid? TenantId => tenantId;

    /// <summary>Whether the circuit may go on working.</summary>
    public bool IsTrusted => !_hasEnded && Stopwatch.GetElapsedTime(Volatile.Read(ref _checkedAt)) <= CircuitSessionMonitor.MaxAge;

    public void CheckedAt(long timestamp) => Volatile.Write(ref _checkedAt, timestamp);

    public void End()
    {
        _hasEnded = true;
        onEnded();
    }
}
