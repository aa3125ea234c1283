using HrefCrm.Identity.Accounts;
using HrefCrm.Identity.People;
using HrefCrm.Identity.Workspaces;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Volo.Abp;
using Volo.Abp.Application.Services;

namespace HrefCrm.Identity.Staff;

/// <inheritdoc cref="IStaffAppService" />
[RemoteService(IsEnabled = false)]
[Authorize(IdentityPermissions.Staff)]
public class StaffAppService(UserManager<Person> users, PasswordLinks links, IWorkspaces workspaces) : ApplicationService, IStaffAppService
{
    /// <inheritdoc />
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

        var link = await links.CreateAsync(person, await workspaces.GetAsync(null));
        return new StaffLinkDto { Email = person.Email, IsNew = isNew, Link = link };
    }
}
