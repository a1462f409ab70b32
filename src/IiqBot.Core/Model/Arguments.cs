using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace IiqBot.Core.Model;

/// <summary>
/// Named texts that travel with a verb: from a parsed line, in a button, or from a form's fields. They come back from clients, so every
/// getter tolerates nonsense and returns null for it.
/// </summary>
public sealed class Arguments
{
    /// <summary>
    /// The longest value that the bot keeps, which is the most that one message holds on any platform (Slack cuts messages at 40,000
    /// characters, Teams takes less). The bot cuts off the rest: a person did not type it.
    /// </summary>
    public const int MaxValueLength = 40_000;

    /// <summary>
    /// The argument that an adapter sets when a button held only the beginning of a text, because the button was too small. The bot does
    /// nothing with that text until the person completes it.
    /// </summary>
    public const string Incomplete = "_incomplete";

    private readonly ImmutableDictionary<string, string> _values;

    private Arguments(ImmutableDictionary<string, string> values) => _values = values;

    /// <summary>No arguments.</summary>
    public static Arguments None { get; } = new(ImmutableDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>The names that have a value.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>All names and values.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>The trimmed value of a name; null if it has none or only blanks.</summary>
    public string? this[string name] => _values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>A value that is an id; null if there is none or it is no id.</summary>
    public Guid? Id(string name) => Guid.TryParse(this[name], out var id) && id != Guid.Empty ? id : null;

    /// <summary>A value that is a whole number, moved to the nearest end of a range; null if there is none or it is no number.</summary>
    public int? Number(string name, int from, int to) =>
        int.TryParse(this[name], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, from, to) : null;

    /// <summary>Whether a value is <c>true</c>; false if there is none or it is anything else.</summary>
    public bool Flag(string name) => string.Equals(this[name], "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The same arguments with one added or changed; a null value removes it.</summary>
    public Arguments With(string name, string? value) =>
        value is null ? new(_values.Remove(name)) : new(_values.SetItem(name, WholeCharacters.Begin(value, MaxValueLength)));

    /// <inheritdoc cref="With(string, string?)"/>
    public Arguments With(string name, Guid? value) => With(name, value?.ToString());

    /// <inheritdoc cref="With(string, string?)"/>
    public Arguments With(string name, int value) => With(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Arguments of these names and values.</summary>
    public static Arguments From(IEnumerable<KeyValuePair<string, string>> values)
    {
        var arguments = None;
        foreach (var (name, value) in values)
            arguments = arguments.With(name, value);
        return arguments;
    }

    /// <summary>One argument.</summary>
    public static Arguments Of(string name, string value) => None.With(name, value);

    /// <summary>Whether a name has a value that is not blank.</summary>
    public bool Has(string name, [NotNullWhen(true)] out string? value) => (value = this[name]) is not null;
}
