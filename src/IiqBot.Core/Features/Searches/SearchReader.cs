using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Searches;

/// <summary>Reads a search: turns names of people, places and bands into the ids that Incident IQ filters by.</summary>
public sealed class SearchReader(ILookups lookups, TimeProvider time)
{
    /// <summary>Reads the facets among the arguments of a turn.</summary>
    public async Task<SearchReading> ReadAsync(Turn turn, CancellationToken cancellationToken)
    {
        List<TicketFilter> filters = [];
        List<string> labels = [];
        List<string> notes = [];
        Dictionary<string, string> errors = [];
        string? namesake = null;
        (string, IReadOnlyList<Option>)? choices = null;
        var words = SearchWords.Of(turn.Arguments[SearchFacets.Words], turn.IsSubmission);
        foreach (var facet in FacetTable.All)
        {
            if (turn.Arguments[facet.Name] is not { } typed)
                continue;
            var meaning = await facet.Read(new(turn, typed, words, lookups, time), cancellationToken);
            filters.AddRange(meaning.Filters);
            if (meaning.Note is { } note)
                notes.Add(note);
            namesake ??= meaning.Namesake;
            if (meaning.Filters.Count == 0 && meaning.Text.Length > 0)
                (errors[facet.Name], choices) = (meaning.Text, (facet.Name, meaning.Choices));
            else if (meaning.Text.Length > 0)
                labels.Add(meaning.Text);
        }

        // Without any known filter, the search would return all tickets.
        if (filters.Count == 0 && errors.Count == 0 && notes is [var only, ..])
            errors[SearchFacets.Words] = only;
        return new(filters, labels, errors)
        {
            Words = words.Words,
            Namesake = namesake,
            Choices = errors.Count == 1 ? choices : null,
            Notes = notes,
        };
    }
}
