using IiqBot.Sandbox.Desk;
using IiqBot.Sandbox.Districts;

namespace IiqBot.Sandbox.Generation;

/// <summary>Makes the whole district. The same seed makes the same data; its dates count back from the start.</summary>
internal static class DistrictMaker
{
    public static District Make(int seed, TicketNumbers numbers, DateTimeOffset start)
    {
        var created = start.AddYears(-2);
        var locations = Places.Make(new Dice(seed, 1), created);
        var population = new Population(new Dice(seed, 2), locations, created).Make();
        var workflows = Workflows.Make(new Dice(seed, 3));
        var issues = new Issues(new Dice(seed, 4), workflows).Make();
        var holders = population.People.Where(person => person.Role != Role.NoAccess && person.Role != Role.Parent).ToList();
        var devices = new Devices(new Dice(seed, 5), locations, holders, created).Make();
        var district = new District
        {
            Locations = locations,
            People = population.People,
            Teams = population.Teams,
            Workflows = workflows,
            IssueTypes = issues.Types,
            Categories = issues.Categories,
            Issues = issues.All,
            Models = devices.Models,
            Assets = devices.All,
            ServiceAccount = population.ServiceAccount,
            PeopleById = population.People.ToDictionary(person => person.UserId),
            LocationsById = locations.ToDictionary(location => location.LocationId),
            RoomsById = locations.SelectMany(location => location.Rooms).ToDictionary(room => room.RoomId),
            TeamsById = population.Teams.ToDictionary(team => team.TeamId),
            IssuesById = issues.All.ToDictionary(issue => issue.IssueId),
            StepsById = workflows.SelectMany(workflow => workflow.Steps).ToDictionary(step => step.StepId),
            AssetsById = devices.All.ToDictionary(asset => asset.AssetId),
            ModelsById = devices.Models.ToDictionary(model => model.ModelId),
        };
        new Tickets(new Dice(seed, 6), district, numbers, start).Make();
        return district;
    }
}
