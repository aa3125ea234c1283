using HrefCrm.Identity.People;
using Microsoft.AspNetCore.Identity;
using Volo.Abp.DependencyInjection;
using Volo.Abp.EventBus.Local;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Identity.Sessions;

/// <summary>Switches two-factor sign-in off for somebody who has lost what it asks for.</summary>
public class SecondFactorResetter(
    UserManager<Person> users, IPersonRepository people, ICurrentTenant currentTenant, ILocalEventBus events) : ITransientDependency
{
    /// <summary>Does so; harmless where it is off.</summary>
    public async Task ResetAsync(Person person)
    {
        var place = currentTenant.Id;
        // People are no tenant's.
        using (currentTenant.Change(null))
        {
            await people.LockAsync(person);
            if (!person.TwoFactorEnabled)
                return;
            person.ForgetSecondFactor();
            await users.UpdateSecurityStampAsync(person);
        }

        await events.PublishAsync(new SecondFactorResetEvent(place, person.Email), onUnitOfWorkComplete: false);
    }
}
