using System.Reflection;
using System.Text.RegularExpressions;
using HrefCrm.Composition;

namespace HrefCrm.Packages.Tests;

/// <summary>What <c>docs/modules.md</c> quotes and lists is what there is.</summary>
public partial class DocumentTests
{
    private static readonly string Text = Read("docs/modules.md");

    private static readonly Assembly[] Modules =
    [
        .. typeof(HrefCrmModule).Assembly.GetReferencedAssemblies()
            .Where(a => a.Name!.StartsWith("HrefCrm.", StringComparison.Ordinal))
            .Select(Assembly.Load),
    ];

    [Fact]
    public void Code_is_quoted_from_the_hosts()
    {
        var quotes = Quote().Matches(Text);
        quotes.Count.ShouldBe(Code().Count(Text), "each block of code stands under a link to its file");
        foreach (Match quote in quotes)
        {
            var file = quote.Groups["file"].Value;
            Read(file).ShouldContain(quote.Groups["code"].Value, Case.Sensitive, file);
        }
    }

    [Theory]
    [InlineData("NuGet.Config")]
    [InlineData("TenancyHost/TenancyHost.csproj")]
    [InlineData("TenancyHost/Modules.cs")]
    [InlineData("TenancyHost/Program.cs")]
    public void The_first_host_is_quoted_as_a_whole(string file) => Quote().Matches(Text)
        .Select(quote => quote.Groups["code"].Value)
        .ShouldContain(Read($"test/packages/{file}"));

    [Fact]
    public void Both_hosts_start_alike() => Read("test/packages/LeadsHost/Program.cs")
        .ShouldBe(Read("test/packages/TenancyHost/Program.cs").Replace("TenancyHost", "LeadsHost", StringComparison.Ordinal));

    [Fact]
    public void Every_event_is_listed()
    {
        var events = Modules.SelectMany(a => a.GetExportedTypes())
            .Select(type => type.Name)
            .Where(name => name.EndsWith("Event", StringComparison.Ordinal))
            .ToList();

        events.ShouldContain("TenantProvisionedEvent");
        events.ShouldAllBe(name => Text.Contains($"`{name}`", StringComparison.Ordinal));
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(RepositoryRoot.Path, file));

    [GeneratedRegex(@"\[(?<file>test/packages/\S+)\]\(\.\./\k<file>\):\n\n```\w+\n(?<code>.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Quote();

    [GeneratedRegex(@"^```\w+$", RegexOptions.Multiline)]
    private static partial Regex Code();
}
