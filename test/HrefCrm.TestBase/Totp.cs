using System.Security.Cryptography;

namespace HrefCrm.TestBase;

/// <summary>An authenticator app, from RFC 4648 and RFC 6238 alone.</summary>
public static class Totp
{
    /// <param name="key">The key as the page shows it.</param>
    /// <param name="stepsLater">How many steps of 30 seconds to look ahead.</param>
    public static string Code(string key, int stepsLater = 0)
    {
        var bits = string.Concat(key.Where(c => c != ' ').Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var step = BitConverter.GetBytes(DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30 + stepsLater).Reverse().ToArray();
#pragma warning disable CA5350 // What the RFC says.
        var hash = HMACSHA1.HashData(secret, step);
#pragma warning restore CA5350
        var offset = hash[19] & 15;
        var number = ((hash[offset] & 127) << 24) | (hash[offset + 1] << 16) | (hash[offset + 2] << 8) | hash[offset + 3];
        return $"{number % 1_000_000:D6}";
    }
}
