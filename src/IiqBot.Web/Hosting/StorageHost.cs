using IiqBot.Storage;

namespace IiqBot.Web.Hosting;

/// <summary>Checks the storage's settings before anything uses them.</summary>
internal static class StorageHost
{
    /// <summary>What is wrong, one sentence for each setting.</summary>
    public static IEnumerable<string> Wrong(IConfiguration configuration)
    {
        var section = configuration.GetSection(StorageOptions.Section);
        var wrong = SettingValues.Wrong(section, typeof(StorageOptions)).ToList();
        return wrong.Count > 0 ? wrong : StorageOptions.Wrong(section.Get<StorageOptions>() ?? new StorageOptions());
    }
}
