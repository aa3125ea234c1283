using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using HrefCrm.Identity.People;
using Microsoft.AspNetCore.Identity;
using Volo.Abp.Timing;

namespace HrefCrm.Identity.Accounts;

/// <summary>
/// The six digits of an authenticator app (RFC 6238), a step of 30 seconds early or late. Each is good once (RFC 6238, 5.2), which ASP.NET
/// Core Identity's own provider does not see to.
/// </summary>
internal sealed class AuthenticatorCode(IClock clock) : IUserTwoFactorTokenProvider<Person>
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public Task<string> GenerateAsync(string purpose, UserManager<Person> manager, Person user) =>
        throw new NotSupportedException("The app makes the code.");

    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<Person> manager, Person user) =>
        Task.FromResult(user.AuthenticatorKey is not null);

    public Task<bool> ValidateAsync(string purpose, string token, UserManager<Person> manager, Person user)
    {
        if (user.AuthenticatorKey is null)
            return Task.FromResult(false);

        var key = Decode(user.AuthenticatorKey);
        var now = new DateTimeOffset(clock.Now).ToUnixTimeSeconds() / 30;
        for (var step = Math.Max(now - 1, user.AuthenticatorStep + 1); step <= now + 1; step++)
        {
            if (CodeAt(key, step) != token)
                continue;
            user.AuthenticatorStep = step;
            return Task.FromResult(true);
        }

        return Task.FromResult(false);
    }

    private static string CodeAt(byte[] key, long step)
    {
        Span<byte> message = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(message, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // What authenticator apps compute; HMAC does not suffer from SHA-1's collisions.
        HMACSHA1.HashData(key, message, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string base32)
    {
        var bytes = new List<byte>();
        var (bits, count) = (0, 0);
        foreach (var character in base32)
        {
            (bits, count) = ((bits << 5 | Base32.IndexOf(character, StringComparison.Ordinal)) & 0xfff, count + 5);
            if (count < 8)
                continue;
            count -= 8;
            bytes.Add((byte)(bits >> count));
        }

        return [.. bytes];
    }
}
