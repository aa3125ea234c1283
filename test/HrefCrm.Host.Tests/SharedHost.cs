// Some tests watch the clock ("within a second"), so nothing else runs beside them.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace HrefCrm.Host.Tests;

/// <summary>The tests that share one host with people.</summary>
[CollectionDefinition(Name)]
public sealed class SharedIdentity : ICollectionFixture<IdentityFixture>
{
    public const string Name = "One host for people";
}

/// <summary>The tests that share one host.</summary>
[CollectionDefinition(Name)]
public sealed class SharedHost : ICollectionFixture<HostFixture>
{
    public const string Name = "One host";
}
