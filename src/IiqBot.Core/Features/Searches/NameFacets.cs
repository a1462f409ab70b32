using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Searches;

/// <summary>Reads the facets that name a priority or people.</summary>
/// <param name="lookups">The site's lists.</param>
internal sealed class NameFacets(ILookups lookups)
{
    private const int MostPeople = 10;
    private static readonly string[] Nobodies = [SearchFacets.Nobody, "none", "noone", "no one", "unassigned"];

    public async Task<FacetMeaning> PriorityAsync(string typed, CancellationToken cancellationToken)
    {
        var levels = await lookups.PrioritiesAsync(cancellationToken);
        var meant = NameMatch.Find(levels, level => level.Name, typed);
        if (meant is null && Slip.IsOne(typed, SearchFacets.Urgent))
            return new(Texts.SearchUrgent, TicketFilter.Urgent());
        meant ??= FacetMeaning.Nearly(typed, levels, level => level.Name);
        return meant is not null
            ? new(Texts.SearchPriority.With(meant.Name), TicketFilter.OfPriority(meant)) { Note = FacetMeaning.Mended(typed, meant.Name) }
            : FacetMeaning.NotFound(typed, levels, level => level.Name, cancellationToken);
    }

    public async Task<FacetMeaning> AssignedToAsync(Turn turn, string typed, CancellationToken cancellationToken)
    {
        if (SearchFacets.Is(typed, SearchFacets.Me))
            return new(Texts.SearchAssignedTo.With(turn.Person.Name), TicketFilter.AssignedTo(turn.Person.Id));
        if (Nobodies.Any(nobody => SearchFacets.Is(typed, nobody)))
            return new(Texts.SearchAssignedToNobody, TicketFilter.Unassigned());
        var assignees = await AssigneeOptions.AllAsync(lookups, cancellationToken);
        return
            (
                AssigneeOptions.Find(assignees, turn.Arguments, SearchFacets.AssignedTo)
                ?? FacetMeaning.Nearly(typed, assignees.Items, assignee => assignee.Name)
            )
                is { } meant
            ? new(
                Texts.SearchAssignedTo.With(meant.Name),
                meant.IsTeam ? TicketFilter.AssignedToTeam(meant.Id) : TicketFilter.AssignedTo(meant.Id)
            )
            {
                Note = FacetMeaning.Mended(typed, meant.Name),
            }
            : FacetMeaning.NotFound(typed, assignees.Items, assignee => assignee.Name, cancellationToken);
    }

    public async Task<FacetMeaning> ForAsync(Turn turn, string typed, CancellationToken cancellationToken)
    {
        if (SearchFacets.Is(typed, SearchFacets.Me))
            return new(Texts.SearchFor.With(turn.Person.Name), TicketFilter.Requester(turn.Person.Id));
        if (!turn.Person.IsAgent)
            return new(Texts.SearchOwnOnly);
        if (typed.Contains('@', StringComparison.Ordinal) && await lookups.UserByEmailAsync(typed, cancellationToken) is { } known)
            return new(Texts.SearchFor.With(known.Name), TicketFilter.Requester(known.Id));
        var people = await lookups.SearchUsersAsync(typed, MostPeople, cancellationToken);
        return NameMatch.Find(people, person => person.Name, typed) is { } meant
            ? new(Texts.SearchFor.With(meant.Name), TicketFilter.Requester(meant.Id))
            : FacetMeaning.NotFound(
                typed,
                people,
                person => person.Email is { } email ? $"{person.Name} ({email})" : person.Name,
                cancellationToken,
                person => person.Email ?? person.Name
            );
    }
}
