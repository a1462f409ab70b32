using System.Collections.Frozen;
using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;
using static IiqBot.Sandbox.Facets.FacetKinds;

namespace IiqBot.Sandbox.Facets;

/// <summary>
/// Finds people (docs/reference/incident-iq-records.md, "People"). Facets of tickets, such as <c>modifieddate</c>, are dropped
/// here.
/// </summary>
internal static class UserFacets
{
    public static readonly FrozenDictionary<string, Facet<Person>> All = new Dictionary<string, Facet<Person>>(StringComparer.Ordinal)
    {
        ["keyword"] = Words<Person>((person, _) => Texts(person)),
        ["email"] = Text<Person>((person, _) => [person.Email]),
        ["username"] = Text<Person>((person, _) => [person.Email]),
        ["role"] = Entity<Person>((person, _) => person.Role.RoleId),
        ["location"] = Entity<Person>((person, _) => person.LocationId),
        ["team"] = AnyEntity<Person>(
            (person, district) => district.Teams.Where(team => team.MemberIds.Contains(person.UserId)).Select(team => (Guid?)team.TeamId)
        ),
        ["schoolidnumber"] = Text<Person>((person, _) => [person.SchoolIdNumber]),
        ["grade"] = Text<Person>((person, _) => [person.Grade]),
        ["user"] = Entity<Person>((person, _) => person.UserId),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, Func<Person, District, IComparable?>> Fields = new Dictionary<
        string,
        Func<Person, District, IComparable?>
    >(StringComparer.Ordinal)
    {
        ["FullName"] = (person, _) => person.Name,
        ["FullNameReversed"] = (person, _) => $"{person.LastName} {person.FirstName}",
        ["FirstName"] = (person, _) => person.FirstName,
        ["LastName"] = (person, _) => person.LastName,
        ["Grade"] = (person, _) => person.Grade,
        ["LocationName"] = (person, district) => district.LocationsById[person.LocationId].Name,
        ["CreatedDate"] = (person, _) => person.Created,
        ["UserId"] = (person, _) => person.UserId,
        ["RoleName"] = (person, _) => person.Role.Name,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string?> Texts(Person person) => [person.Name, person.Email, person.SchoolIdNumber];

    public static List<Person> Run(Call call, bool agentsOnly)
    {
        var matches = FilterLogic.Combine(Filter.Read(call.Body), All, new Scope(call.District, call.World.Clock, call.Caller));
        var excludeNoAccess = call.Body.Flag("ExcludeNoAccess") == true;
        return Sort(
            call.District.People.Where(person =>
                (!agentsOnly || person.IsAgent) && !(excludeNoAccess && person.Role == Role.NoAccess) && matches(person)
            ),
            call
        );
    }

    /// <summary>Sorts by <c>$o</c>, by full name if that is missing or unknown.</summary>
    public static List<Person> Sort(IEnumerable<Person> people, Call call)
    {
        var sorting = Sorting.Read(call) is { } asked && Fields.ContainsKey(asked.Field) ? asked : new("FullName", IsDescending: false);
        return sorting.Apply(people, person => Fields[sorting.Field](person, call.District));
    }
}
