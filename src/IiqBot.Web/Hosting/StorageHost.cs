using IiqBot.Storage;

namespace IiqBot.Web.Hosting;

/// <summary>Reads the storage's settings before anything is made of them.</summary>
internal static class StorageHost
{
    /// <summary>What is wrong with them, one sentence for each setting.</summary>
    public static IEnumerable<string> Wrong(IConfiguration configuration)
    {
        var section = configuration.GetSection(StorageOptions.Section);
        var wrong = SettingValues.Wrong(section, typeof(StorageOptions)).ToList();
        return wrong.Count > 0 ? wrong : StorageOptions.Wrong(section.Get<StorageOptions>() ?? new StorageOptions());
    }
}
