using HrefCrm.Tenancy.Domain;
using Volo.Abp.EntityFrameworkCore;

namespace HrefCrm.Tenancy.EntityFrameworkCore;

internal sealed class EfCoreAuditEntryRepository(IDbContextProvider<TenancyDbContext> dbContexts) : EfCoreTenancyRepository<AuditEntry>(dbContexts);
