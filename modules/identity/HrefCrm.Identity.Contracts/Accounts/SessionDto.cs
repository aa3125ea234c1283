using Volo.Abp.Application.Dtos;

namespace HrefCrm.Identity.Accounts;

/// <summary>A place where a person is signed in. Times are UTC.</summary>
public class SessionDto : EntityDto<Guid>
{
    /// <summary>When it began.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>When it ends by itself.</summary>
    public DateTime ExpiresAt { get; init; }

    /// <summary>The client's network address when it began; null if unknown.</summary>
    public string? FromAddress { get; init; }

    /// <summary>Whether it is the one that asks.</summary>
    public bool IsThis { get; init; }
}
