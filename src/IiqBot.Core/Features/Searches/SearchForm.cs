using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Searches;

/// <summary>The form of a search, filled with what is asked for so far.</summary>
public sealed class SearchForm(ILookups lookups)
{
    /// <summary>The form.</summary>
    public async Task<Form> ForAsync(Turn turn, CancellationToken cancellationToken)
    {
        var asked = turn.Arguments;
        var fields = new FacetFields(lookups, asked);
        List<Field> shown = [];
        foreach (var facet in FacetTable.All.OrderBy(facet => facet.IsTypedOnly))
        {
            if (facet.IsForTechnicians && !turn.Person.IsAgent || facet.IsTypedOnly && asked[facet.Name] is null)
                continue;
            shown.Add(await facet.Field(fields, cancellationToken));
        }

        return new()
        {
            Verb = Verbs.SearchTickets,
            Title = Texts.FormSearchTitle,
            Submit = Texts.FormSearchTitle,
            InstanceId = Form.InstanceOf(asked),
            Fields = shown,
        };
    }

    /// <summary>What is wrong with the answers.</summary>
    public static IReadOnlyDictionary<string, string> Validate(Arguments answers)
    {
        var rules = FormRules.Check(answers).AtMost(SearchFacets.Words, FacetFields.MaxLength);
        return (FacetTable.AreIn(answers) ? rules : rules.Required(SearchFacets.Words)).Errors;
    }
}
