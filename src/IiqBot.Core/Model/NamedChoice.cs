namespace IiqBot.Core.Model;

/// <summary>
/// Choices whose value is their name, if the name is unique. A client that shows a chosen value as it is then shows a name and not an id.
/// The bot also understands a name that the person typed instead of choosing it.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="items">All items to choose from.</param>
/// <param name="idOf">An item's id.</param>
/// <param name="nameOf">An item's name.</param>
public sealed class NamedChoice<T>(IReadOnlyList<T> items, Func<T, Guid> idOf, Func<T, string> nameOf)
    where T : class
{
    // The smallest limit of the platforms (Slack's options).
    private const int MaxValueLength = 75;

    /// <summary>All items to choose from.</summary>
    public IReadOnlyList<T> Items => items;

    /// <summary>Another unique name of an item, such as an e-mail address or an abbreviation; null if it has none.</summary>
    public Func<T, string?> AliasOf { get; init; } = _ => null;

    /// <summary>An item as an option.</summary>
    public Option ToOption(T item)
    {
        var name = nameOf(item);
        var isUnique =
            name.Length <= MaxValueLength && items.Count(other => nameOf(other).Equals(name, StringComparison.OrdinalIgnoreCase)) == 1;
        return new(isUnique ? name : idOf(item).ToString(), name);
    }

    /// <summary>The item that an answer means, by id or by name; null if it means none or several.</summary>
    public T? Find(Arguments answers, string field) =>
        answers.Id(field) is { } id ? items.FirstOrDefault(item => idOf(item) == id)
        : answers[field] is { } name ? Find(name)
        : null;

    /// <summary>The item with this name; null if there is none or several.</summary>
    public T? Find(string name) =>
        items.FirstOrDefault(item => name.Equals(AliasOf(item), StringComparison.OrdinalIgnoreCase)) ?? NameMatch.Find(items, nameOf, name);

    /// <summary>The options that match what the person has typed so far.</summary>
    public IReadOnlyList<Option> Rank(string query, int limit, CancellationToken cancellationToken) =>
        [.. NameMatch.Rank(items, nameOf, query, limit, cancellationToken).Select(ToOption)];
}
