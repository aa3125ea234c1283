using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using HrefCrm.Leads.Domain;
using HrefCrm.Leads.Http;
using HrefCrm.Leads.Intake;
using HrefCrm.Tenancy.Directory;
using HrefCrm.Tenancy.Domain;
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

    private static readonly byte[] Broken = Encoding.UTF8.GetBytes("""{"first_name":1,"last_name":"Lovelace","email":"ada","metadata":[]}""");

    private readonly TenantDirectory _directory = new(UtcClock.Create());
    private readonly string _key = ApiKeySecret.Generate();
    private readonly Guid _tenant = Guid.NewGuid();

    /// <summary>A directory of 1,000 tenants, one of them ours. It believes to have heard of changes in a far future, so as not to go stale.</summary>
    public IntakePieces()
    {
        for (var i = 0; i < 1000; i++)
            _directory.SetKey(Guid.NewGuid(), Guid.NewGuid(), ApiKeySecret.Hash(ApiKeySecret.Generate()), null);
        _directory.SetKey(_tenant, Guid.NewGuid(), ApiKeySecret.Hash(_key), null);
        _directory.HeardAt(long.MaxValue);
    }

    [Benchmark(Description = "key check, right key")]
    public Guid? RightKey() => _directory.FindWorkingKey(_tenant, _key);

    [Benchmark(Description = "key check, wrong key")]
    public Guid? WrongKey() => _directory.FindWorkingKey(_tenant, Wrong);

    [Benchmark(Description = "reading the body")]
    public IntakeInput Read() => IntakeBody.Read(Body, 32);

    [Benchmark(Description = "validation")]
    public int Validate() => LeadRules.Apply(new IntakeInput
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
            IntakeBody.Read(Broken, 32);
            return null;
        }
        catch (AbpValidationException e)
        {
            return e;
        }
    }
}
