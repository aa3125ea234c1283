namespace HrefCrm.Identity.Workspaces;

/// <summary>
/// What mails and links need to know of a workspace; whoever composes the modules says so. By default all are at the address that is set as
/// <c>Identity:PublicUrl</c>.
/// </summary>
public interface IWorkspaces
{
    /// <summary>The workspace of a tenant; HREF's own side for null.</summary>
    Task<Workspace> GetAsync(Guid? tenantId);
}

/// <summary>A workspace as people see it from outside.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Its public address.</param>
public record Workspace(string Name, Uri Url);
