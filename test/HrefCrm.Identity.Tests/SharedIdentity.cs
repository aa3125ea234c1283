// Some tests watch the clock ("within a second"), so nothing else runs beside them.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace HrefCrm.Identity.Tests;

/// <summary>The tests that share one host.</summary>
[CollectionDefinition(Name)]
public sealed class SharedIdentity : ICollectionFixture<IdentityFixture>
{
    public const string Name = "One host for people";
}
