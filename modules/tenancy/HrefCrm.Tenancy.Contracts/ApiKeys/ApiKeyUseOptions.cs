namespace HrefCrm.Tenancy.ApiKeys;

/// <summary>The call that keys are for in this application, which the pages show beside them; none without a path.</summary>
public class ApiKeyUseOptions
{
    /// <summary>The path under a workspace's address, beginning with a slash; null for none.</summary>
    public string? Path { get; set; }

    /// <summary>A JSON body to try it with, without a single quote.</summary>
    public string Body { get; set; } = "{}";

    /// <summary>The call as a line for a terminal.</summary>
    /// <param name="workspace">The workspace's address.</param>
    /// <param name="key">The key, or what stands for it.</param>
    public string Curl(Uri workspace, string key) =>
        $"curl -i {new Uri(workspace, Path)} -H 'X-API-Key: {key}' -H 'Content-Type: application/json' -d '{Body}'";
}
