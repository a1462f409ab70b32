using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Searches;

/// <summary>Reads the facet for the status.</summary>
/// <param name="lookups">The site's steps.</param>
internal sealed class StatusFacet(ILookups lookups)
{
    // Steps of several workflows can share a name, and "waiting" can mean several steps. Filters of one facet are alternatives.
    public async Task<FacetMeaning> ReadAsync(string typed, CancellationToken cancellationToken)
    {
        var steps = await lookups.StepsAsync(cancellationToken);
        var byName = steps.GroupBy(step => step.Name, StringComparer.OrdinalIgnoreCase).ToList();
        if (
            typed.StartsWith(SearchFacets.Only, StringComparison.OrdinalIgnoreCase)
            && Named(typed[SearchFacets.Only.Length..]) is { Count: > 0 } alone
        )
            return At(Texts.SearchStatusAlone, alone);
        if (IsAny(SearchFacets.Open, SearchFacets.AnyOpen))
            return OfState(Texts.SearchStatusOpen, closed: false);
        if (IsAny(SearchFacets.Closed, SearchFacets.AnyClosed))
            return OfState(Texts.SearchStatusClosed, closed: true);

        var meant = Named(typed);
        if (meant.Count == 0 && NameMatch.Find(byName, group => group.Key, typed) is { } only)
            meant = [only];
        if (meant.Count == 0)
            meant = Where(name => name.StartsWith(typed + " ", StringComparison.OrdinalIgnoreCase));
        if (meant.Count == 0 && IsSlipOf(SearchFacets.Open))
            return new(Texts.SearchStatusOpen, TicketFilter.State(closed: false)) { Note = Texts.ReadAs.With(typed, SearchFacets.Open) };
        if (meant.Count == 0 && IsSlipOf(SearchFacets.Closed))
            return new(Texts.SearchStatusClosed, TicketFilter.State(closed: true)) { Note = Texts.ReadAs.With(typed, SearchFacets.Closed) };
        if (meant.Count == 0)
            meant = Where(name => Slip.IsStartOf(typed, name));
        return meant.Count > 0
            ? At(Texts.SearchStatus, meant) with
            {
                Note = FacetMeaning.Mended(typed, string.Join(Texts.Or, meant.Select(group => group.Key))),
            }
            : FacetMeaning.NotFound(typed, byName, group => group.Key, cancellationToken);

        List<IGrouping<string, WorkflowStep>> Named(string name) => Where(key => SearchFacets.Is(name, key));
        List<IGrouping<string, WorkflowStep>> Where(Func<string, bool> fits) =>
            [.. byName.Where(group => fits(group.Key)).OrderBy(group => group.Key, StringComparer.Ordinal)];
        bool IsAny(string state, string any) => SearchFacets.Is(typed, state) || SearchFacets.Is(typed, any);
        FacetMeaning OfState(string label, bool closed) =>
            Named(typed) is [{ Key: var step }]
                ? new(label, TicketFilter.State(closed)) { Note = Texts.SearchStatusNamesake.With(step), Namesake = step }
                : new(label, TicketFilter.State(closed));
        bool IsSlipOf(string state) => Slip.IsOne(typed, state);
    }

    private static FacetMeaning At(string label, List<IGrouping<string, WorkflowStep>> steps) =>
        new(
            label.With(string.Join(Texts.Or, steps.Select(group => group.Key))),
            [.. steps.SelectMany(group => group).Select(step => TicketFilter.AtStep(step.Id))]
        );
}
