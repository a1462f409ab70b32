using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Searches;

/// <summary>
/// Gives each name of a typed line the words behind it that belong to it, as many as a known name has: in
/// <c>assignedto:Tess Technician lamp</c> only "lamp" is searched for. What is spelled nearly so belongs to it as well.
/// </summary>
public sealed class WholeNames(ILookups lookups)
{
    /// <summary>The arguments, with whole names.</summary>
    /// <param name="arguments">The line's arguments.</param>
    /// <param name="person">Who searches, for people are names to technicians only; null to leave people as they are.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    public async Task<Arguments> InAsync(Arguments arguments, Person? person, CancellationToken cancellationToken)
    {
        foreach (var facet in FacetTable.All)
        {
            if (facet.Names is not { } names || facet.IsForTechnicians && person is null)
                continue;
            var more = LinePart.Option.More(facet.Name);
            if (arguments[facet.Name] is not { } first || arguments[more]?.Split(' ') is not { } behind)
                continue;
            arguments = arguments.With(more, (string?)null);
            var known = (await names(new(first, person, lookups), cancellationToken)).ToList();
            var found =
                Furthest(
                    behind,
                    further => known.Exists(name => $" {name}".Contains($" {first} {further}", StringComparison.OrdinalIgnoreCase))
                ) ?? Furthest(behind, further => known.Exists(name => Slip.IsIn($"{first} {further}", name)));
            if (found is null)
                continue;
            arguments = arguments
                .With(facet.Name, $"{first} {found}")
                .With(SearchFacets.Words, Without(arguments[SearchFacets.Words], found));
        }

        return arguments;
    }

    private static string? Furthest(string[] behind, Func<string, bool> belongs)
    {
        for (var count = behind.Length; count > 0; count--)
        {
            var further = string.Join(' ', behind[..count]);
            if (belongs(further))
                return further;
        }

        return null;
    }

    private static string? Without(string? words, string further)
    {
        var rest = $" {words} ".Replace($" {further} ", " ", StringComparison.Ordinal).Trim();
        return rest.Length == 0 ? null : rest;
    }
}
