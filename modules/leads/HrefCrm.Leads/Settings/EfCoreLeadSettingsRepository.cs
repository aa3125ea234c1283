using HrefCrm.Leads.EntityFrameworkCore;
using HrefCrm.Leads.Leads;
using HrefCrm.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Volo.Abp.Domain.Repositories.EntityFrameworkCore;
using Volo.Abp.EntityFrameworkCore;

namespace HrefCrm.Leads.Settings;

internal sealed class EfCoreLeadSettingsRepository(IDbContextProvider<LeadsDbContext> dbContextProvider)
    : EfCoreRepository<LeadsDbContext, LeadSettings, Guid>(dbContextProvider), ILeadSettingsRepository
{
    public async Task<LeadSettings> LockAsync(LeadSettings settings)
    {
        var dbContext = await GetDbContextAsync();
        // There may be no row to lock yet.
        await dbContext.Database.LockAsync($"leads.settings {settings.TenantId}");
        return await dbContext.Settings.AsNoTracking().FirstOrDefaultAsync(s => s.TenantId == settings.TenantId) ?? new LeadSettings(settings.TenantId!.Value);
    }

    public async Task SaveAsync(LeadSettings settings) => await (await GetDbContextAsync()).Database.ExecuteSqlAsync(
        $"""
        INSERT INTO leads.settings (tenant_id, country, answer_minutes) VALUES ({settings.TenantId}, {settings.Country}, {settings.AnswerMinutes})
        ON CONFLICT (tenant_id) DO UPDATE SET country = excluded.country, answer_minutes = excluded.answer_minutes
        """);
}
