namespace IiqBot.Core.Model;

/// <summary>Choices for a field in which the person types to search.</summary>
public interface IOptionsSource
{
    /// <summary>
    /// The longest query that the bot searches for; it ignores the rest. Nobody types that much of a name, and the work of a search grows
    /// with its length.
    /// </summary>
    const int LongestQuery = 200;

    /// <summary>The name that fields refer to.</summary>
    string Name { get; }

    /// <summary>The matching choices, best first.</summary>
    /// <param name="turn">Who asks. The arguments hold the answers to the form's other fields, if the platform sends them.</param>
    /// <param name="query">What the person has typed so far; may be empty.</param>
    /// <param name="limit">The most choices to return.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<Option>> SearchAsync(Turn turn, string query, int limit, CancellationToken cancellationToken);
}
