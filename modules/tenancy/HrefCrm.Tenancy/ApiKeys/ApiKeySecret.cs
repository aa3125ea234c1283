using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace HrefCrm.Tenancy.ApiKeys;

/// <summary>An API key's text, which is never stored, and its hash, which is (contract, "Headers").</summary>
public static class ApiKeySecret
{
    /// <summary>Length of a key: the prefix and 32 bytes as base64url without padding.</summary>
    public const int Length = 5 + 43;

    /// <summary>Makes a new key from a cryptographic random source.</summary>
    public static string Generate() => ApiKeyConsts.Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The SHA-256 of a key's text.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
