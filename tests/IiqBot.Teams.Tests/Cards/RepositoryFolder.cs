namespace IiqBot.Teams.Tests.Cards;

/// <summary>Finds the repository's root, from which all test data is reached.</summary>
internal static class RepositoryFolder
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "IiqBot.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException("IiqBot.sln was found in no folder above the test's.");
    }
}
