using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Searches;

/// <summary>The search form, filled with the search so far.</summary>
public sealed class SearchForm(ILookups lookups)
{
    /// <summary>Returns the form.</summary>
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

    /// <summary>Checks the answers.</summary>
    public static IReadOnlyDictionary<string, string> Validate(Arguments answers)
    {
        var rules = FormRules.Check(answers).AtMost(SearchFacets.Words, FacetFields.MaxLength);
        return (FacetTable.AreIn(answers) ? rules : rules.Required(SearchFacets.Words)).Errors;
    }
}
