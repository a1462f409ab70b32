using IiqBot.Core;
using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;
using IiqBot.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Web.Tests.Leaks;

/// <summary>
/// What the leak tests share: a ticket full of secrets, and everything that can be typed and pressed about it. Both come from the
/// registered routes, so a new feature is included by itself. The fakes then search for the secrets in every byte that is sent to a shared
/// conversation.
/// </summary>
internal static class LeakWalk
{
    /// <summary>A person whose name is a secret.</summary>
    public const string Requester = "Dana Quillfeather";

    /// <summary>A person whose name everybody may read.</summary>
    public const string Technician = "Robin Field";

    /// <summary>What a person writes into a form, for the ticket only.</summary>
    public const string Written = "Ottoline saw it";

    /// <summary>A name that technicians mention to each other. The requester never reads it, not even in their personal chat.</summary>
    public const string ForTechnicians = "Hortensia";

    private static readonly string[] Words = ["Timothea", "Zebulon", "Persephone", "Bartholomew", "Quillfeather", ForTechnicians];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What people who press buttons can request, offered to them or not.</summary>
    public static IReadOnlyList<string> Verbs { get; } = [.. Routes.Select(route => route.Verb)];

    private static IEnumerable<Route> Routes =>
        new ServiceCollection()
            .AddCore()
            .Where(service => service.ServiceType == typeof(HandlerRegistration))
            .Select(service => ((HandlerRegistration)service.ImplementationInstance!).Route);

    /// <summary>The line with which the requester files the ticket.</summary>
    public static string Filing => "new Projector in 204 shows no picture since Timothea shook it. Zebulon saw that";

    /// <summary>The lines that give the ticket a history and then show it to the technician, each with the person who types it.</summary>
    public static IEnumerable<(string Person, string Line)> Past(string number) =>
        [
            (Requester, $"comment {number} Ask Persephone"),
            (Technician, $"note {number} {ForTechnicians} broke it"),
            (Technician, $"close {number} Bartholomew mended it"),
            (Technician, $"reopen {number}"),
            (Technician, $"show {number}"),
            (Technician, $"history {number}"),
        ];

    /// <summary>Everything that can be typed: each command alone, with the ticket, and with the ticket and a few words.</summary>
    public static IReadOnlyList<string> Lines(string number) =>
        [
            .. Routes
                .Select(route => route.Aliases.FirstOrDefault())
                .OfType<string>()
                .SelectMany(command => (string[])[command, $"{command} {number}", $"{command} {number} On my way"]),
            "search projector",
        ];

    /// <summary>The title of a form that somebody must see on the way; otherwise the walk did not work.</summary>
    public static string FormOf(string asker) => asker == Technician ? "Edit ticket" : "File a ticket";

    /// <summary>Gives both people a usual place, and lists all that others must not read.</summary>
    public static async Task<IReadOnlyList<string>> SecretsAsync(IServiceProvider services, SandboxControl control, Ticket ticket)
    {
        var lookups = services.GetRequiredService<ILookups>();
        var settings = services.GetRequiredService<IPersonalSettings>();
        var places = await lookups.LocationsAsync(Token);
        var place = places.First(location => location.Id != ticket.LocationId && location.Name.Length > 8);
        var room = (await lookups.RoomsAsync(place.Id, Token)).MaxBy(room => room.Name.Length)!;
        foreach (var (name, role) in (IEnumerable<(string, string)>)[(Requester, "Staff"), (Technician, "Agent")])
        {
            var person = control.SetPerson(TestWorld.EmailOf(name), name, role);
            await settings.SaveAsync(person.UserId, new(place.Id, room.Id), TestWorld.NewClock().GetUtcNow(), Token);
        }

        var requester = $"{ticket.Requester!.Id}";
        return [.. Words, "Ottoline", TestWorld.EmailOf(Requester), requester, place.Name, $"{place.Id}", $"{room.Id}"];
    }

    /// <summary>Reopens the ticket if something closed it, so that each command gets one that it can change.</summary>
    public static async Task ReopenAsync(IServiceProvider services, Ticket ticket)
    {
        var tickets = services.GetRequiredService<ITickets>();
        if (await tickets.GetAsync(ticket.Id, Token) is not { IsClosed: true, Step: { } step })
            return;
        var next = await services.GetRequiredService<ILookups>().NextStepsAsync(step.Id, Token);
        await tickets.SetStatusAsync(ticket.Id, next.First(candidate => !candidate.IsClosed).Id, Token);
    }

    /// <summary>Somebody else closes the ticket in Incident IQ with a note for technicians, so the cards in chats are outdated.</summary>
    public static void ClosePrivately(SandboxControl control, Ticket ticket)
    {
        var other = control.SetPerson(TestWorld.EmailOf("Sam Porter"), "Sam Porter", "Agent");
        var words = new SandboxEntry(ticket.Number, other.Email, "Action", 10, $"{ForTechnicians} paid");
        control.Add(words with { IsPublic = false, Closes = true });
    }

    /// <summary>Fails if there is nothing to leak: the technician's personal chat shows all of it.</summary>
    public static void AssertReadable(string words) => Assert.All(Words, word => Assert.Contains(word, words, StringComparison.Ordinal));
}
