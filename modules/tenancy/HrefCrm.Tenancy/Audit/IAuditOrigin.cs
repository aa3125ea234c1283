namespace HrefCrm.Tenancy.Audit;

/// <summary>Where whatever is being done is done from; whoever composes the modules says so.</summary>
public interface IAuditOrigin
{
    /// <summary>The client's IP address, or <c>terminal</c>; null if it is not known.</summary>
    string? Address { get; }
}
