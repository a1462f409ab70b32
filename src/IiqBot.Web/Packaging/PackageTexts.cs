using System.Globalization;
using System.Resources;
using System.Runtime.CompilerServices;

namespace IiqBot.Web.Packaging;

/// <summary>The texts of the package command, from PackageTexts.resx.</summary>
internal static class PackageTexts
{
    private static readonly ResourceManager Resources = new("IiqBot.Web.Packaging.PackageTexts", typeof(PackageTexts).Assembly);

    public static string AppIdUnfit => Get();

    public static string CommandUnfit => Get();

    public static string DeveloperUnfit => Get();

    public static string FileUnwritable => Get();

    public static string HostOrSocket => Get();

    public static string HostUnfit => Get();

    public static string Made => Get();

    public static string OptionMissing => Get();

    public static string OptionTwice => Get();

    public static string OptionUnknown => Get();

    public static string SlackOptionUnknown => Get();

    public static string SlackUsage => Get();

    public static string UrlUnfit => Get();

    public static string Usage => Get();

    public static string ValueMissing => Get();

    public static string VersionUnfit => Get();

    private static string Get([CallerMemberName] string name = "") =>
        Resources.GetString(name, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException(name);
}
