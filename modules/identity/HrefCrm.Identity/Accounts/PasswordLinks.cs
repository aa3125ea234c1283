using System.Buffers.Text;
using HrefCrm.Identity.People;
using HrefCrm.Identity.Workspaces;
using Microsoft.AspNetCore.Identity;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Identity.Accounts;

/// <summary>
/// Makes links to set a password. One works once, within a day, since a new password changes the account's security stamp.
/// </summary>
public class PasswordLinks(UserManager<Person> users) : ITransientDependency
{
    /// <summary>Makes a link for a person at a workspace, or at HREF's own side.</summary>
    public async Task<Uri> CreateAsync(Person person, Workspace workspace)
    {
        var token = await users.GeneratePasswordResetTokenAsync(person);
        var encoded = Base64Url.EncodeToString(Convert.FromBase64String(token));
        return new Uri(workspace.Url, $"/reset-password?person={person.Id}&token={encoded}");
    }

    /// <summary>The token as Identity made it; null for what cannot be one.</summary>
    public static string? DecodeToken(string token) =>
        Base64Url.IsValid(token) ? Convert.ToBase64String(Base64Url.DecodeFromChars(token)) : null;
}
