using System.Globalization;
using IiqBot.Sandbox;

namespace IiqBot.Conformance.Tests.Driving;

/// <summary>The setting of a scenario: one platform, with people and tickets that no other scenario uses.</summary>
internal sealed class Chat(IChatPlatform platform)
{
    private static readonly string[] First = ["Robin", "Dana", "Noor", "Sasha", "Kim", "Alex", "Jude", "Remy", "Toni", "Lou"];
    private static readonly string[] Last =
    [
        "Quill",
        "Ferrow",
        "Marsh",
        "Tolland",
        "Weaver",
        "Ashdown",
        "Brook",
        "Harrow",
        "Vane",
        "Yarrow",
        "Zeller",
        "Ormond",
    ];
    private static int _people;

    public IChatPlatform Platform => platform;

    public District District => platform.District;

    /// <summary>A staff member, who files tickets.</summary>
    public Someone Staff() => Add("Staff");

    public Someone Technician() => Add("Agent");

    /// <summary>A technician who was in Incident IQ from the start and now gets a chat account; for one scenario only.</summary>
    public Someone OldHand()
    {
        var person = District.Control.SamplePeople.First(person => person.Role == "Agent");
        return new Someone(person.Name, person.Email, platform.AddPerson(person.Name, person.Email, Membership.Member), District.Clock);
    }

    public Someone Administrator() => Add("Administrator");

    /// <summary>A person outside the organisation whose address Incident IQ knows.</summary>
    public Someone Outsider(Membership membership) => Add("Staff", membership);

    public Room Channel(params Someone[] members) =>
        platform.AddChannel(
            string.Create(CultureInfo.InvariantCulture, $"queue-{Interlocked.Increment(ref _people)}"),
            [.. members.Select(member => member.Client)]
        );

    /// <summary>A new ticket, and its card in the person's personal chat.</summary>
    public static Task<Post> TicketOfAsync(Someone person, string line = "new Projector in 204 shows no picture") =>
        person.AskAsync(line, "is filed");

    private Someone Add(string role, Membership membership = Membership.Member)
    {
        var count = Interlocked.Increment(ref _people);
        var name =
            $"{First[count % First.Length]} {Last[count / First.Length % Last.Length]}{(count < First.Length * Last.Length ? "" : " Junior")}";
        var email = string.Create(CultureInfo.InvariantCulture, $"person{count}@maplewood.example");
        District.Control.SetPerson(email, name, role);
        return new Someone(name, email, platform.AddPerson(name, email, membership), District.Clock);
    }
}
