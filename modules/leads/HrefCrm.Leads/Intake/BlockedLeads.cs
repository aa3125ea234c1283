using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace HrefCrm.Leads.Intake;

/// <summary>
/// Leads of tenants of whom somebody has locked a row, such as a stage that is being deleted. They are tried tenant by tenant, away from everybody else's,
/// until the lock is gone or their time is over: what one tenant does holds up no other.
/// </summary>
internal sealed class BlockedLeads(LeadBatchWriter writer, LeadsOptions options, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, List<PendingLead>> _byTenant = [];
    private volatile bool _isWorking;
    private Task _work = Task.CompletedTask;

    /// <summary>Takes a lead whose tenant has others here.</summary>
    /// <returns>False if its tenant has none.</returns>
    public bool TryJoin(PendingLead pending)
    {
        if (!_isWorking)
            return false;
        lock (_lock)
        {
            if (!_byTenant.TryGetValue(pending.Lead.TenantId!.Value, out var others))
                return false;
            Add(others, pending);
            return true;
        }
    }

    /// <summary>Takes leads that a lock has kept from being written, and those of tenants who may be free, which are written at the next turn.</summary>
    public void Add(List<PendingLead> blocked)
    {
        lock (_lock)
        {
            foreach (var pending in blocked)
            {
                var tenantId = pending.Lead.TenantId!.Value;
                if (!_byTenant.TryGetValue(tenantId, out var others))
                    _byTenant[tenantId] = others = [];
                Add(others, pending);
            }

            if (_isWorking)
                return;
            _isWorking = true;
            _work = Task.Run(WriteAllAsync);
        }
    }

    /// <summary>Waits until each has its answer.</summary>
    public Task EndAsync()
    {
        lock (_lock)
            return _work;
    }

    private void Add(List<PendingLead> others, PendingLead pending)
    {
        if (others.Count < options.QueueCapacity)
            others.Add(pending);
        else
            pending.SetException(new IntakeUnavailableException("Too many leads wait to be written."));
    }

    private async Task WriteAllAsync()
    {
        while (true)
        {
            List<Guid> tenants;
            lock (_lock)
            {
                tenants = [.. _byTenant.Keys];
                _isWorking = tenants.Count > 0;
            }

            if (tenants.Count == 0)
                return;
            foreach (var tenant in tenants)
                await WriteAsync(tenant);
        }
    }

    private async Task WriteAsync(Guid tenant)
    {
        List<PendingLead> batch;
        lock (_lock)
            batch = [.. _byTenant[tenant].Take(LeadBatchWriter.MaxBatch)];
        var blocked = await writer.WriteAsync(batch);

        var late = blocked.FindAll(p => Stopwatch.GetElapsedTime(p.TakenAt) >= options.WriteTimeout);
        lock (_lock)
        {
            var waiting = _byTenant[tenant];
            waiting.RemoveRange(0, batch.Count);
            waiting.InsertRange(0, blocked.Except(late));
            if (waiting.Count == 0)
                _byTenant.Remove(tenant);
        }

        if (late.Count > 0)
            logger.LogError("{Count} leads of tenant {TenantId} were refused: a row that they need has been locked for too long.", late.Count, tenant);
        foreach (var pending in late)
            pending.SetException(new IntakeUnavailableException("A row that the lead needs has been locked for too long."));
    }
}
