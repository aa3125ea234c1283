namespace HrefCrm.TestBase;

/// <summary>The folder of this repository that the tests were built from.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "HrefCrm.slnx")) || File.Exists(System.IO.Path.Combine(folder.FullName, "common.props")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No repository is around {AppContext.BaseDirectory}.");
    }
}
