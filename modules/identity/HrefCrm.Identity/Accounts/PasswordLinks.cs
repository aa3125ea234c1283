using System.Buffers.Text;
using HrefCrm.Identity.People;
using HrefCrm.Identity.Workspaces;
using Microsoft.AspNetCore.Identity;
using Volo.Abp.DependencyInjection;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Identity.Accounts;

/// <summary>
/// Makes links to set a password, each for the place that is current: a workspace, or HREF's own side. One works there alone, once, within a
/// day, since a new password changes the account's security stamp.
/// </summary>
public class PasswordLinks(UserManager<Person> users, ICurrentTenant currentTenant) : ITransientDependency
{
    /// <summary>Makes a link for a person.</summary>
    /// <param name="person">Who.</param>
    /// <param name="workspace">The current workspace, or HREF's own side.</param>
    /// <param name="kind">How the link gets to whoever uses it.</param>
    public async Task<Uri> CreateAsync(Person person, Workspace workspace, PasswordLinkKind kind)
    {
        var token = await users.GenerateUserTokenAsync(person, TokenOptions.DefaultProvider, PurposeOf(kind));
        var encoded = Base64Url.EncodeToString(Convert.FromBase64String(token));
        return new Uri(workspace.Url, $"/reset-password?person={person.Id}&token={encoded}");
    }

    /// <summary>How a link got to whoever uses it; null for a token that is good for nothing here.</summary>
    public async Task<PasswordLinkKind?> FindKindAsync(Person person, string token)
    {
        if (!Base64Url.IsValid(token))
            return null;
        var decoded = Convert.ToBase64String(Base64Url.DecodeFromChars(token));
        foreach (var kind in Enum.GetValues<PasswordLinkKind>())
        {
            if (await users.VerifyUserTokenAsync(person, TokenOptions.DefaultProvider, PurposeOf(kind), decoded))
                return kind;
        }

        return null;
    }

    private string PurposeOf(PasswordLinkKind kind) => $"{kind} password link of {currentTenant.Id?.ToString() ?? "HREF"}";
}

/// <summary>How a link to set a password gets to whoever uses it.</summary>
public enum PasswordLinkKind
{
    /// <summary>By mail to the account's address: whoever uses it is the owner.</summary>
    Mailed,

    /// <summary>Shown to whoever made it, to hand over.</summary>
    Shown,
}
