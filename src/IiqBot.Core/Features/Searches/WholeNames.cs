using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Searches;

/// <summary>
/// Completes the names in a typed line: adds the words after a name that belong to it, as far as a known name has them. In
/// <c>assignedto:Tess Technician lamp</c>, only "lamp" is searched for. A name with a typing error works as well.
/// </summary>
public sealed class WholeNames(ILookups lookups)
{
    /// <summary>Returns the arguments with complete names.</summary>
    /// <param name="arguments">The line's arguments.</param>
    /// <param name="person">
    /// The person who searches, because only technicians may search for names of people; null to leave those as typed.
    /// </param>
    /// <param name="cancellationToken">Cancels the look-ups.</param>
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
