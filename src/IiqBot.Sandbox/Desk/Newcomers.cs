using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Desk;

/// <summary>Gives people from outside an account, or another role.</summary>
internal static class Newcomers
{
    public static Person Set(World world, string email, string name, Role role)
    {
        var district = world.District;
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var first = words.Length > 1 ? string.Join(' ', words[..^1]) : words.FirstOrDefault() ?? email;
        var last = words.Length > 1 ? words[^1] : "";
        var person = district.PersonByEmail(email);
        if (person is null)
        {
            person = new Person
            {
                UserId = Guid.NewGuid(),
                FirstName = first,
                LastName = last,
                Email = email,
                Role = role,
                LocationId = district.Locations[0].LocationId,
                SchoolIdNumber = "",
                Created = world.Clock.Now,
            };
            district.Add(person);
        }
        else
        {
            (person.FirstName, person.LastName, person.Role) = (first, last, role);
        }

        foreach (var team in district.Teams.Where(_ => !person.IsAgent))
            team.MemberIds.Remove(person.UserId);
        if (role == Role.Agent && !district.Teams.Any(team => team.MemberIds.Contains(person.UserId)))
            TeamFor(district).MemberIds.Add(person.UserId);
        return person;
    }

    private static Team TeamFor(District district) => district.Teams.First(team => team.Name == "Classroom Technology");
}
