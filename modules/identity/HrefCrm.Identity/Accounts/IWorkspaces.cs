namespace HrefCrm.Identity.Accounts;

/// <summary>What mails and links need to know of a workspace; the project that joins the modules says it.</summary>
public interface IWorkspaces
{
    /// <summary>The workspace of a tenant; HREF's own side for null.</summary>
    Task<Workspace> GetAsync(Guid? tenantId);
}

/// <summary>A workspace as people see it from outside.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Its public address.</param>
public record Workspace(string Name, Uri Url);
