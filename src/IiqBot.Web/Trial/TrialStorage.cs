using IiqBot.Storage;

namespace IiqBot.Web.Trial;

/// <summary>
/// The storage of a trial, unless the settings name one: a folder of its own, which is deleted when the service stops, like the made-up
/// district.
/// </summary>
internal sealed class TrialStorage : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("iiqbot-trial-");

    /// <summary>Points the storage to the folder, unless the settings name another place.</summary>
    /// <returns>The folder, to dispose of when the service has stopped; null when the settings name another place.</returns>
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
