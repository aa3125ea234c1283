using Volo.Abp.Domain.Repositories;

namespace HrefCrm.Identity.People;

/// <summary>People in the database, whichever tenant is current: nobody's account is a tenant's.</summary>
public interface IPersonRepository : IRepository<Person, Guid>
{
    /// <summary>Inserts and saves at once, so that an address that was taken meanwhile is known here.</summary>
    /// <returns>False if the address has an account; the unit of work cannot go on then.</returns>
    Task<bool> TryInsertAsync(Person person);

    /// <summary>
    /// Waits for whoever works on the person and keeps others waiting until the transaction ends; reads the person again. So attempts to
    /// sign in are counted one by one, however many come at once.
    /// </summary>
    Task LockAsync(Person person);

    /// <summary>Waits for whoever removes a staff account, and keeps others waiting until the transaction ends.</summary>
    Task LockStaffAsync();
}
