using IiqBot.Storage;

namespace IiqBot.Web.Trial;

/// <summary>
/// Where a trial keeps what it stores, unless the settings say: in a folder of its own that goes when the service stops, as the
/// made-up district does.
/// </summary>
internal sealed class TrialStorage : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("iiqbot-trial-");

    /// <summary>Points the storage to the folder, unless it is configured.</summary>
    /// <returns>The folder, to be disposed of when the service has ended; null when the settings name another place.</returns>
    public static TrialStorage? Add(IConfigurationManager configuration)
    {
        if (configuration.GetSection(StorageOptions.Section).GetChildren().Any(setting => !string.IsNullOrEmpty(setting.Value)))
            return null;
        var storage = new TrialStorage();
        configuration.AddInMemoryCollection([
            new($"{StorageOptions.Section}:{nameof(StorageOptions.DataFolder)}", storage._folder.FullName),
        ]);
        return storage;
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Delete(recursive: true);
}
