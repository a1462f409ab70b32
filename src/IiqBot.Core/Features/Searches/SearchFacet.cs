using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Searches;

/// <summary>One facet of a search: how a line names it, what it filters by, and how the form asks for it.</summary>
/// <param name="Name">Its argument. A line names it so too.</param>
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

    /// <summary>Whether some words together are one value; null when it takes one word, or a name.</summary>
    public Func<string, bool>? Takes { get; init; }

    /// <summary>Finds the names that a value may be, if its values are names; null for other values.</summary>
    public Func<NameRequest, CancellationToken, Task<IEnumerable<string>>>? Names { get; init; }

    /// <summary>Whether only technicians may ask for it by name.</summary>
    public bool IsForTechnicians { get; init; }

    /// <summary>Whether the form has it only when a line asked for it.</summary>
    public bool IsTypedOnly { get; init; }

    /// <summary>How a line contains it.</summary>
    public LinePart.Option Option =>
        new(Name)
        {
            IsName = Names is not null,
            Aliases = Aliases,
            Takes = Takes,
        };
}

/// <summary>A value of a facet, and what it takes to understand it.</summary>
/// <param name="Turn">The request.</param>
/// <param name="Typed">The value as it was typed.</param>
/// <param name="Words">The words and numbers of the same search.</param>
/// <param name="Lookups">The site's lists.</param>
/// <param name="Time">What day it is.</param>
internal sealed record FacetValue(Turn Turn, string Typed, SearchWords Words, ILookups Lookups, TimeProvider Time);

/// <summary>Asks which names a value may be.</summary>
/// <param name="First">The first word of the name.</param>
/// <param name="Person">Who searches; null when people stay as they were typed.</param>
/// <param name="Lookups">The site's lists.</param>
internal sealed record NameRequest(string First, Person? Person, ILookups Lookups);
