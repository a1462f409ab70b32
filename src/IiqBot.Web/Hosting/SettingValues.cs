using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace IiqBot.Web.Hosting;

/// <summary>
/// Finds settings with impossible values before they are bound. The binder throws at the first one, and silently skips a wrong entry of a
/// list. The messages do not repeat values, because one may be a secret in the wrong place.
/// </summary>
internal static class SettingValues
{
    /// <summary>One sentence for each wrong setting of a section, starting with the setting's name.</summary>
    /// <param name="section">The section.</param>
    /// <param name="options">The type that the section is bound to.</param>
    public static IEnumerable<string> Wrong(IConfigurationSection section, Type options) =>
        options.GetProperties().SelectMany(property => Wrong(section.GetSection(property.Name), property));

    private static IEnumerable<string> Wrong(IConfigurationSection setting, PropertyInfo property)
    {
        if (property.IsDefined(typeof(ValidateObjectMembersAttribute)))
            return Wrong(setting, property.PropertyType);
        if (ItemOf(property.PropertyType) is { } item)
            return setting.GetChildren().SelectMany(entry => Wrong(entry, item, []));
        return property.CanWrite ? Wrong(setting, property.PropertyType, property.GetCustomAttributes<ValidationAttribute>()) : [];
    }

    private static IEnumerable<string> Wrong(IConfigurationSection setting, Type type, IEnumerable<ValidationAttribute> rules)
    {
        if (setting.Value is null)
            return [];
        object? value;
        try
        {
            value = setting.Get(type);
        }
        catch (InvalidOperationException)
        {
            return [Texts.SettingUnfit.With(setting.Path, Expected(type))];
        }

        if (value is Enum && !Enum.IsDefined(value.GetType(), value))
            return [Texts.SettingUnfit.With(setting.Path, Expected(type))];
        return value is null ? [] : rules.Where(rule => !rule.IsValid(value)).Select(rule => rule.FormatErrorMessage(setting.Path));
    }

    private static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>) ? type.GetGenericArguments()[0] : null;

    private static string Expected(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare.IsEnum)
            return Texts.ExpectedOneOf.With(string.Join(", ", Enum.GetNames(bare)));
        return bare switch
        {
            _ when bare == typeof(Guid) => Texts.ExpectedId,
            _ when bare == typeof(Uri) => Texts.ExpectedAddress,
            _ when bare == typeof(bool) => Texts.ExpectedFlag,
            _ when bare == typeof(TimeSpan) => Texts.ExpectedDuration,
            _ => bare.Name,
        };
    }
}
