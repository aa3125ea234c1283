using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using HrefCrm.Leads.Intake;
using HrefCrm.Leads.Leads;
using HrefCrm.Tenancy.ApiKeys;
using Microsoft.Extensions.Logging.Abstractions;
using Volo.Abp.Validation;

namespace HrefCrm.MicroBench;

/// <summary>What the intake does of itself, apart from HTTP and the database.</summary>
[InProcess, MemoryDiagnoser]
public class IntakePieces
{
    internal static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    private const string Wrong = "hcrm_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        """{"first_name":"Ada","last_name":"Lovelace","email":"Ada@example.com","phone":"+1555000000000","source":"website","metadata":{"page":"/contact"}}""");

    private static readonly byte[] Broken = Encoding.UTF8.GetBytes("""{"first_name":1,"last_name":"Lovelace","email":"ada","metadata":7}""");

    private static readonly ApiKeyCache Keys =
        new(null!, new ApiKeyUses(null!, NullLogger<ApiKeyUses>.Instance), UtcClock.Create(), NullLogger<ApiKeyCache>.Instance);
    private readonly string _key = ApiKeySecret.Generate();
    private readonly Guid _tenant = Guid.NewGuid();

    /// <summary>The keys of 1,000 tenants, one of them ours.</summary>
    public IntakePieces()
    {
        for (var i = 0; i < 1000; i++)
            Keys.Set(Guid.NewGuid(), Guid.NewGuid(), ApiKeySecret.Hash(ApiKeySecret.Generate()), null);
        Keys.Set(_tenant, Guid.NewGuid(), ApiKeySecret.Hash(_key), null);
    }

    [Benchmark(Description = "key check, right key")]
    public Guid? RightKey() => Keys.Find(_tenant, _key);

    [Benchmark(Description = "key check, wrong key")]
    public Guid? WrongKey() => Keys.Find(_tenant, Wrong);

    [Benchmark(Description = "reading the body")]
    public LeadDetails Read() => IntakeBodyReader.Read(Body, 32);

    [Benchmark(Description = "validation")]
    public int Validate() => LeadRules.NormalizeAndValidate(new LeadDetails
    {
        FirstName = "Ada",
        LastName = "Lovelace",
        Email = "Ada@example.com",
        Phone = "+1555000000000",
        Source = "website",
    }).Count;

    [Benchmark(Description = "reading a broken body")]
    public Exception? ReadBroken()
    {
        try
        {
            IntakeBodyReader.Read(Broken, 32);
            return null;
        }
        catch (AbpValidationException e)
        {
            return e;
        }
    }
}
