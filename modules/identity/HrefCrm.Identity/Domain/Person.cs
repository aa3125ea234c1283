using Volo.Abp.Domain.Entities;

namespace HrefCrm.Identity.Domain;

/// <summary>A person's one account, whatever workspaces they are in. Times are UTC.</summary>
public class Person : BasicAggregateRoot<Guid>
{
    /// <summary>E-mail address, lower-cased; unique.</summary>
    public string Email { get; private set; } = null!;

    /// <summary>When the account was made.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>Makes an account.</summary>
    public Person(Guid id, string email, DateTime now)
        : base(id)
    {
        Email = email.Trim().ToLowerInvariant();
        CreatedAt = now;
    }

    private Person()
    {
    }
}
