using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Timing;

namespace HrefCrm.Identity.Sessions;

/// <summary>
/// Who has signed in with this browser at this host, in a sealed cookie that signing out leaves (OWASP's device cookies). What strangers try
/// costs them nothing, and what is tried with the cookie counts for it alone.
/// </summary>
public class TrustedDevices(
    IHttpContextAccessor accessor,
    IDataProtectionProvider protection,
    IOptionsMonitor<CookieAuthenticationOptions> cookies,
    IClock clock) : ISingletonDependency
{
    private const int MaxCount = 8;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    private readonly IDataProtector _protector = protection.CreateProtector("HrefCrm.Identity.TrustedDevices");

    // The same as the session's cookie in all but its name and how long it lasts.
    private CookieBuilder Cookie => cookies.Get(IdentityConstants.ApplicationScheme).Cookie;

    private string Name => $"{Cookie.Name}-device";

    /// <summary>The device of an account with this browser; null for a stranger's.</summary>
    /// <param name="account">The account's key.</param>
    public Guid? Find(byte[] account) => Read().Where(d => d.Account.AsSpan().SequenceEqual(account)).Select(d => (Guid?)d.Id).FirstOrDefault();

    /// <summary>The device that signed in last with this browser, whosever it is; null for none.</summary>
    public Guid? FindLast() => Read().Select(d => (Guid?)d.Id).FirstOrDefault();

    /// <summary>Remembers that an account signed in with this browser.</summary>
    public void Remember(byte[] account)
    {
        var devices = Read().Where(d => !d.Account.AsSpan().SequenceEqual(account)).Take(MaxCount - 1).Prepend(new Device(account, Guid.NewGuid()));
        byte[] bytes = [.. devices.SelectMany(d => d.Account.Concat(d.Id.ToByteArray()))];
        var context = accessor.HttpContext!;
        var options = Cookie.Build(context);
        options.Expires = new DateTimeOffset(clock.Now + Lifetime);
        context.Response.Cookies.Append(Name, Base64Url.EncodeToString(_protector.Protect(bytes)), options);
    }

    private IEnumerable<Device> Read()
    {
        if (accessor.HttpContext?.Request.Cookies[Name] is not { } cookie || !Base64Url.IsValid(cookie))
            return [];
        try
        {
            var bytes = _protector.Unprotect(Base64Url.DecodeFromChars(cookie));
            return bytes.Chunk(SHA256.HashSizeInBytes + 16).Select(d => new Device(d[..SHA256.HashSizeInBytes], new Guid(d[SHA256.HashSizeInBytes..])));
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    private sealed record Device(byte[] Account, Guid Id);
}
