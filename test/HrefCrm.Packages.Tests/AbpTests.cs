using System.IO.Compression;

namespace HrefCrm.Packages.Tests;

/// <summary>Which ABP a product gets that names none.</summary>
[Collection(SharedPackages.Name)]
public class AbpTests(PackedProduct product)
{
    [Fact]
    public async Task A_product_that_can_have_ABP_gets_ABP_and_nothing_that_stands_in_for_it()
    {
        // Packages with ABP's names and version and nothing in them, beside those that stand in for ABP.
        Directory.CreateDirectory(product.PathOf("abp"));
        foreach (var id in product.Seam.Select(p => p.Id))
            await WriteEmptyPackageAsync(product.PathOf("abp", $"{id}.{PackedProduct.AbpVersion}.nupkg"), id);
        await product.WriteAsync("AbpProduct/AbpProduct.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(product.Modules.Select(p => $"<PackageReference Include=\"{p.Id}\" Version=\"{p.Version}\" />"))}
              </ItemGroup>
            </Project>
            """);

        await product.RestoreAsync("AbpProduct", $"-p:RestoreAdditionalProjectSources={product.PathOf("abp")}", "-warnaserror");

        var restored = new RestoredPackages(product.PathOf("AbpProduct"));
        var abp = restored.Versions.Where(v => v.Key.StartsWith("Volo.Abp.", StringComparison.Ordinal)).ToList();
        abp.Select(v => v.Key).ShouldContain("Volo.Abp.AspNetCore.Mvc");
        abp.ShouldAllBe(v => v.Value == PackedProduct.AbpVersion);
    }

    private static async Task WriteEmptyPackageAsync(string file, string id)
    {
        await using var zip = await ZipFile.OpenAsync(file, ZipArchiveMode.Create);
        await using var nuspec = new StreamWriter(await zip.CreateEntry($"{id}.nuspec").OpenAsync());
        await nuspec.WriteAsync(
            $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata>
                <id>{id}</id>
                <version>{PackedProduct.AbpVersion}</version>
                <authors>Nobody</authors>
                <description>Empty.</description>
              </metadata>
            </package>
            """);
    }
}
