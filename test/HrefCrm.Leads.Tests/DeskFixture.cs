using System.Security.Claims;
using HrefCrm.Identity;
using HrefCrm.Leads.Activities;
using HrefCrm.Leads.Inbox;
using HrefCrm.Leads.Leads;
using HrefCrm.Leads.Pipeline;
using HrefCrm.Leads.Tasks;
using HrefCrm.Tenancy.Provisioning;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Security.Claims;
using Member = HrefCrm.TestBase.Member;

namespace HrefCrm.Leads.Tests;

/// <summary>A workspace with two members, whose leads come in by HTTP and are worked through the application services.</summary>
public sealed class DeskFixture : IAsyncLifetime
{
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(20);

    public IdentityFixture Identity { get; } = new();

    public StoredLeads Stored { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Identity.InitializeAsync();
        Stored = new StoredLeads(Identity.Database.ConnectionString);
    }

    public Task DisposeAsync() => Identity.DisposeAsync();

    /// <summary>A new workspace with two members, made within the process, which is quicker than at the terminal.</summary>
    public async Task<Desk> OpenAsync()
    {
        var staff = new ClaimsPrincipal(new ClaimsIdentity(
            [new(AbpClaimTypes.UserName, "staff@href.example"), new(IdentityClaimTypes.Session, Guid.NewGuid().ToString()), new(IdentityClaimTypes.Staff, "true")], "test"));
        var made = await Identity.Host.CallAsync(null, staff, services => services.GetRequiredService<IProvisioningAppService>().ProvisionAsync(
            new ProvisionTenantInput { Slug = Tenant.NewSlug(), Name = "A workspace", AdminEmail = IdentityFixture.NewEmail() }));
        var tenant = new Tenant(made.Id, made.Slug, made.ApiKey, made.InviteUrl!, "");
        var desk = new Desk(this, tenant, await AddMemberAsync(tenant), await AddMemberAsync(tenant));
        await Identity.Host.SendUntilAsync(400, () => new Request(tenant).WithBody("{}"), AMoment);
        return desk;
    }

    private async Task<Member> AddMemberAsync(Tenant tenant)
    {
        var (id, email) = (Guid.NewGuid(), IdentityFixture.NewEmail());
        await Identity.Database.ExecuteAsync(
            $"""
            INSERT INTO identity.people (id, is_staff, email, created_at, security_stamp, access_failed_count, two_factor_enabled, authenticator_step, recovery_codes)
              VALUES ('{id}', false, '{email}', now(), '', 0, false, 0, array[]::text[]);
            INSERT INTO identity.memberships (tenant_id, id, person_id, role, joined_at) VALUES ('{tenant.Id}', gen_random_uuid(), '{id}', 'member', now());
            """);
        return new Member(id, email, tenant, null!);
    }
}

/// <summary>A workspace as its members work in it.</summary>
public sealed class Desk(DeskFixture fixture, Tenant tenant, Member ann, Member ben)
{
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(20);

    public Tenant Tenant => tenant;

    public Member Ann => ann;

    public Member Ben => ben;

    /// <summary>Posts a lead as a form does, and waits until it can be found.</summary>
    public async Task<Guid> PostAsync(string members = "", bool isFound = true)
    {
        var id = (await fixture.Identity.Host.SendAsync(members.Length == 0 ? new Request(tenant) : new Request(tenant).With(members))).ShouldBeAccepted().LeadId;
        if (isFound)
            await Until.TrueAsync(async () => (await fixture.Stored.QueryAsync("SELECT FROM leads.lead_index WHERE lead_id = $1", id)).Count == 1, AMoment);
        return id;
    }

    /// <summary>Does something as Ann, in a unit of work of its own.</summary>
    public Task<T> AsAnnAsync<TService, T>(Func<TService, Task<T>> work)
        where TService : notnull => AsAsync(ann, work);

    /// <summary>Does something as a member.</summary>
    public Task<T> AsAsync<TService, T>(Member member, Func<TService, Task<T>> work)
        where TService : notnull =>
        fixture.Identity.Host.CallAsync(tenant.Id, member.Principal, services => work(services.GetRequiredService<TService>()));

    public Task<LeadDto> GetAsync(Guid id) => AsAnnAsync<ILeadAppService, LeadDto>(s => s.GetAsync(id));

    public Task<IReadOnlyList<LeadRowDto>> ListAsync(LeadFilterDto filter, Guid? before = null, int take = 50) =>
        AsAnnAsync<IInboxAppService, IReadOnlyList<LeadRowDto>>(s => s.GetListAsync(filter, before, take));

    public Task<long> CountAsync(LeadFilterDto filter) => AsAnnAsync<IInboxAppService, long>(s => s.CountAsync(filter));

    public Task<IReadOnlyList<ActivityDto>> TimelineAsync(Guid id) =>
        AsAnnAsync<IActivityAppService, IReadOnlyList<ActivityDto>>(s => s.GetListAsync(id, null, 50));

    public Task<IReadOnlyList<TaskDto>> TasksAsync(Guid id) => AsAnnAsync<ITaskAppService, IReadOnlyList<TaskDto>>(s => s.GetListAsync(id));

    public async Task<Guid> StageAsync(string name) =>
        (await AsAnnAsync<IPipelineAppService, IReadOnlyList<StageDto>>(s => s.GetStagesAsync())).Single(s => s.Name == name).Id;

    public async Task<LeadChangesDto> MoveAsync(LeadSelectionDto leads, string stage, Member? by = null)
    {
        var stageId = await StageAsync(stage);
        return await AsAsync<ILeadAppService, LeadChangesDto>(by ?? ann, s => s.MoveAsync(leads, stageId));
    }
}
