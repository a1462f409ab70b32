namespace IiqBot.Core.Model;

/// <summary>Choices for a field that is searched by typing.</summary>
public interface IOptionsSource
{
    /// <summary>
    /// The longest query that the bot searches for; it ignores the rest. Nobody types that much of a name, and the work of a search grows
    /// with its length.
    /// </summary>
    const int LongestQuery = 200;

    /// <summary>The name that fields refer to.</summary>
    string Name { get; }

    /// <summary>The choices that fit, best first.</summary>
    /// <param name="turn">Who asks; the arguments hold the answers to the form's other fields where the platform sends them.</param>
    /// <param name="query">What was typed so far; may be empty.</param>
    /// <param name="limit">The most choices to return.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<Option>> SearchAsync(Turn turn, string query, int limit, CancellationToken cancellationToken);
}
