using HrefCrm.Identity.Accounts;
using HrefCrm.Identity.People;
using HrefCrm.Identity.Sessions;
using HrefCrm.Identity.Workspaces;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Volo.Abp;
using Volo.Abp.Application.Dtos;
using Volo.Abp.Application.Services;
using Volo.Abp.EventBus.Local;

namespace HrefCrm.Identity.Staff;

/// <inheritdoc cref="IStaffAppService" />
[RemoteService(IsEnabled = false)]
[Authorize(IdentityPermissions.Staff.Default)]
public class StaffAppService(
    UserManager<Person> users,
    IPersonRepository people,
    SessionManager sessions,
    SecondFactorResetter secondFactors,
    PasswordLinks links,
    IWorkspaces workspaces,
    ILocalEventBus events) : ApplicationService, IStaffAppService
{
    /// <inheritdoc />
    public virtual async Task<ListResultDto<StaffMemberDto>> GetListAsync()
    {
        var staff = await people.GetListAsync(p => p.IsStaff);
        return new ListResultDto<StaffMemberDto>([.. staff.OrderBy(p => p.Email, StringComparer.Ordinal).Select(p => new StaffMemberDto
        {
            PersonId = p.Id,
            Email = p.Email,
            CreatedAt = p.CreatedAt,
            HasPassword = p.PasswordHash is not null,
            HasSecondFactor = p.TwoFactorEnabled,
            IsYou = p.Id == CurrentUser.Id,
        })]);
    }

    /// <inheritdoc />
    [Authorize(IdentityPermissions.Staff.Remove)]
    public virtual async Task RemoveAsync(Guid personId)
    {
        // One at a time: of two who remove each other, one stays.
        await people.LockStaffAsync();
        if (CurrentUser.Id is { } remover && await people.FindAsync(p => p.Id == remover && p.IsStaff) is null)
            throw IdentityErrors.NotStaff();
        var person = await GetOtherAsync(personId);
        await sessions.ForgetAllAsync(person.Id);
        await people.DeleteAsync(person);
        await events.PublishAsync(new StaffRemovedEvent(person.Email), onUnitOfWorkComplete: false);
    }

    /// <inheritdoc />
    [Authorize(IdentityPermissions.Staff.ResetSecondFactor)]
    public virtual async Task ResetSecondFactorAsync(Guid personId) => await secondFactors.ResetAsync(await GetOtherAsync(personId));

    /// <inheritdoc />
    [Authorize(IdentityPermissions.Staff.Add)]
    public virtual async Task<StaffLinkDto> AddAsync(AddStaffInput input)
    {
        var person = await users.FindByNameAsync(input.Email);
        var isNew = person is null;
        if (person is null)
        {
            person = new Person(GuidGenerator.Create(), isStaff: true, input.Email, Clock.Now);
            if (!(await users.CreateAsync(person)).Succeeded)
                throw IdentityErrors.Busy();
        }

        var link = await links.CreateAsync(person, await workspaces.GetAsync(null), PasswordLinkKind.Shown);
        await events.PublishAsync(new StaffAddedEvent(person.Email), onUnitOfWorkComplete: false);
        return new StaffLinkDto { Email = person.Email, IsNew = isNew, Link = link };
    }

    private async Task<Person> GetOtherAsync(Guid personId)
    {
        if (personId == CurrentUser.Id)
            throw IdentityErrors.OwnMembership();
        var person = await people.FindAsync(p => p.Id == personId && p.IsStaff) ?? throw IdentityErrors.StaffNotFound();
        await people.LockAsync(person);
        return person;
    }
}
