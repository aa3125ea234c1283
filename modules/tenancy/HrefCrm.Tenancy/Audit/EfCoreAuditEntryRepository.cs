using HrefCrm.Tenancy.EntityFrameworkCore;
using Volo.Abp.EntityFrameworkCore;

namespace HrefCrm.Tenancy.Audit;

internal sealed class EfCoreAuditEntryRepository(IDbContextProvider<TenancyDbContext> dbContexts) : EfCoreTenancyRepository<AuditEntry>(dbContexts);
