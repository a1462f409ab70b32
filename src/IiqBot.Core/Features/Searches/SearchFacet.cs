using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Searches;

/// <summary>One facet of a search: its name in a line, its filters, and its field in the form.</summary>
/// <param name="Name">The name of its argument, and of the option in a line.</param>
/// <param name="Read">Turns a value into filters.</param>
/// <param name="Field">Its field in the form.</param>
internal sealed record SearchFacet(
    string Name,
    Func<FacetValue, CancellationToken, Task<FacetMeaning>> Read,
    Func<FacetFields, CancellationToken, Task<Field>> Field
)
{
    /// <summary>Other names for it in a line.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether several words together are one value; null if a value is one word or a name.</summary>
    public Func<string, bool>? Takes { get; init; }

    /// <summary>Finds the names that a value may be; null if its values are not names.</summary>
    public Func<NameRequest, CancellationToken, Task<IEnumerable<string>>>? Names { get; init; }

    /// <summary>Whether only technicians may search for names in it.</summary>
    public bool IsForTechnicians { get; init; }

    /// <summary>Whether the form shows it only if a line contained it.</summary>
    public bool IsTypedOnly { get; init; }

    /// <summary>The option for it in a line.</summary>
    public LinePart.Option Option =>
        new(Name)
        {
            IsName = Names is not null,
            Aliases = Aliases,
            Takes = Takes,
        };
}

/// <summary>A value of a facet, and what is needed to read it.</summary>
/// <param name="Turn">The request.</param>
/// <param name="Typed">The value as typed.</param>
/// <param name="Words">The words and numbers of the same search.</param>
/// <param name="Lookups">The site's lists.</param>
/// <param name="Time">The clock.</param>
internal sealed record FacetValue(Turn Turn, string Typed, SearchWords Words, ILookups Lookups, TimeProvider Time);

/// <summary>Asks for the names that a value may be.</summary>
/// <param name="First">The first word of the name.</param>
/// <param name="Person">The person who searches; null to leave names of people as typed.</param>
/// <param name="Lookups">The site's lists.</param>
internal sealed record NameRequest(string First, Person? Person, ILookups Lookups);
