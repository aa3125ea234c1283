using HrefCrm.Identity.People;
using Microsoft.AspNetCore.Identity;
using Volo.Abp;
using Volo.Abp.DependencyInjection;
using Volo.Abp.EventBus.Local;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Timing;

namespace HrefCrm.Identity.Sessions;

/// <summary>Sets a password by a link, whoever was signed in to the account before.</summary>
public class PasswordSetter(
    UserManager<Person> users,
    SessionManager sessions,
    ICurrentTenant currentTenant,
    IClock clock,
    ILocalEventBus events) : ITransientDependency
{
    /// <summary>Sets it; every session of the person ends.</summary>
    /// <param name="person">Who; locked.</param>
    /// <param name="password">The new password.</param>
    /// <param name="isMailed">Whether the link was mailed to the person's address, so that whoever uses it is the owner.</param>
    public async Task SetAsync(Person person, string password, bool isMailed)
    {
        if (isMailed)
            await ConfirmEmailAsync(person);
        person.PasswordHash = null;
        var result = await users.AddPasswordAsync(person, password);
        if (!result.Succeeded)
            throw new AbpException($"Identity refused: {string.Join(", ", result.Errors.Select(e => e.Code))}.");
        await sessions.EndAllAsync(person.Id);
    }

    /// <summary>Notes that the person is the owner of their address, which is told the first time.</summary>
    public async Task ConfirmEmailAsync(Person person)
    {
        if (person.TryConfirmEmail(clock.Now))
            await events.PublishAsync(new EmailConfirmedEvent(currentTenant.Id, person.Email), onUnitOfWorkComplete: false);
    }
}
