using System.Security.Cryptography;
using System.Text;
using HrefCrm.Identity.People;
using Volo.Abp.DependencyInjection;
using Volo.Abp.EventBus.Local;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Identity.Sessions;

/// <summary>
/// Slows guessing down. A device that an account has signed in with, and a session, have tries of their own; all others share those of the
/// address, whether or not it has an account, and those of their network.
/// </summary>
public class SignInGuard(
    SignInFailures failures,
    NetworkFailures networks,
    TrustedDevices devices,
    ClientAddress client,
    ICurrentTenant currentTenant,
    ILocalEventBus events) : ITransientDependency
{
    /// <summary>Begins a try at an account from outside. It counts as wrong until somebody is signed in.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="IdentityErrorCodes.TooManyTries"/>.</exception>
    public async Task<SignInTry> BeginAsync(string email)
    {
        var account = AccountOf(email);
        if (devices.Find(account) is { } device)
            return await CountAsync(KeyOf(device), null);

        var network = NetworkFailures.NetworkOf(client.Value);
        if (networks.FindWait(network) is var wait && wait > TimeSpan.Zero)
            throw IdentityErrors.TooManyTries(InWords(wait));
        return await CountAsync(account, network);
    }

    /// <summary>Begins a try of somebody who is signed in, at their own account.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="IdentityErrorCodes.TooManyTries"/>.</exception>
    public Task<SignInTry> BeginOwnAsync(Guid session) => CountAsync(KeyOf(session), null);

    /// <summary>A try was wrong.</summary>
    /// <param name="attempt">Which.</param>
    /// <param name="person">Whose account it was at; null for nobody's.</param>
    public async Task FailAsync(SignInTry attempt, Person? person)
    {
        if (attempt.Network is not null)
            networks.Count(attempt.Network);
        if (person is not null && attempt.Count == Backoff.OfAccount.Free)
            await events.PublishAsync(new LockedOutEvent(currentTenant.Id, person.Email), onUnitOfWorkComplete: false);
    }

    /// <summary>A try was right, and forgives the wrong ones before it.</summary>
    public Task ForgiveAsync(SignInTry attempt) => failures.ForgetAsync(attempt.Key);

    /// <summary>Somebody shows with this browser that an account is theirs: the wrong tries with it are forgiven, and it is known from now on.</summary>
    public async Task TrustAsync(Person person)
    {
        var account = AccountOf(person.Email);
        await failures.ForgetAsync(devices.Find(account) is { } device ? KeyOf(device) : account);
        devices.Remember(account);
    }

    private async Task<SignInTry> CountAsync(byte[] key, string? network)
    {
        var (count, wait) = await failures.CountAsync(key);
        return wait <= TimeSpan.Zero ? new SignInTry(key, count, network) : throw IdentityErrors.TooManyTries(InWords(wait));
    }

    // One address may be staff's and a member's.
    private byte[] AccountOf(string email) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{(currentTenant.Id is null ? "staff" : "member")} {Person.NormalizeEmail(email)}"));

    private static string InWords(TimeSpan wait) => wait.TotalSeconds < 60
        ? $"{Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))} s"
        : $"{(int)Math.Ceiling(wait.TotalMinutes)} min";

    private static byte[] KeyOf(Guid id) => id.ToByteArray();
}

/// <summary>A try to sign in, or to confirm something by password or code.</summary>
/// <param name="Key">What it counts for.</param>
/// <param name="Count">How many there were for that, with this one.</param>
/// <param name="Network">The network that it counts for too; null for none.</param>
public sealed record SignInTry(byte[] Key, int Count, string? Network);
