using IiqBot.Core.Features.Filings;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Tests.District;

/// <summary>
/// One request for each route that writes to a ticket, so that a test can run all of them. A new route is included with the line that help
/// shows for it. A route that needs more gets an entry here.
/// </summary>
public static class WritingSamples
{
    /// <summary>The id of the request of every sample.</summary>
    public const string RequestId = "the-request";

    private static readonly Dictionary<string, WritingSample> Special = new(StringComparer.Ordinal)
    {
        [Verbs.FileTicket] = Line("new Projector in 204 shows no picture") with { Adds = true },
        [Verbs.CommentTicket] = Usage(Verbs.CommentTicket) with { Adds = true },
        [Verbs.NoteTicket] = Usage(Verbs.NoteTicket) with { Adds = true },
        [Verbs.AttachFiles] = new(Attach) { Adds = true },
        [Verbs.AssignTicket] = Line("assign 39181 to Tess Technician"),
        [Verbs.PrioritizeTicket] = Line("priority 39181 high") with
        {
            Before = ticket => ticket with { PriorityScore = TestDistrict.Low.MinScore },
        },
        [Verbs.ReopenTicket] = Usage(Verbs.ReopenTicket) with
        {
            Before = ticket => ticket with { Step = TestDistrict.Resolved, IsClosed = true },
        },
        [Verbs.UnassignTicket] = Usage(Verbs.UnassignTicket) with
        {
            Before = ticket => ticket with { Assignee = new(TestDistrict.Technician.Id, TestDistrict.Technician.Name) },
        },
        [Verbs.CancelTicket] = Form("cancel 39181", (ArgumentNames.Reason, TestDistrict.Withdrawn.Id.ToString())),
        [Verbs.ResolveTicket] = Form("close 39181"),
        [Verbs.EditTicket] = Form("edit 39181", (EditTicket.Subject, "A better subject")),
        [Verbs.UndoChange] = new(Undo) { Before = ticket => ticket with { Step = TestDistrict.Waiting } },
    };

    /// <summary>The verbs of all routes that write to a ticket.</summary>
    public static TheoryData<string> All => [.. Writing];

    /// <summary>
    /// The verbs that change a ticket. Verbs that only add to it are left out, because another person's change cannot conflict with them.
    /// </summary>
    public static TheoryData<string> Changing => [.. Writing.Where(verb => !Of(verb).Adds)];

    /// <summary>The sample for a route.</summary>
    public static WritingSample Of(string verb) => Special.TryGetValue(verb, out var sample) ? sample : Usage(verb);

    private static IEnumerable<string> Writing =>
        CoreRoutes
            .Registry.Routes.Where(route => route.Writes && (route.Line.Ticket is not null || route.Verb == Verbs.FileTicket))
            .Select(route => route.Verb);

    private static WritingSample Usage(string verb) => Line(CoreRoutes.Registry.Find(verb)!.Route.Usage!().Syntax);

    private static WritingSample Line(string line) => new(chat => Task.FromResult(chat.Typed(RequestId, line)));

    private static WritingSample Form(string line, params (string Field, string Answer)[] answers) =>
        new(async chat => chat.Sent(RequestId, (await chat.Types(line)).OpenedForm(), answers));

    private static Task<BotRequest> Attach(Conversation chat)
    {
        chat.District.Chat.Keeps("F1", "hum.mp3", 1, 2);
        var sent = Arguments.Of(ArgumentNames.Text, "attach to 39181").With(ArgumentNames.MessageAttachments, "F1 hum.mp3");
        return Task.FromResult(chat.Pressed(RequestId, Verbs.AttachFiles, sent));
    }

    private static async Task<BotRequest> Undo(Conversation chat)
    {
        var button = (await chat.Types("move 39181 to in progress")).Button(Texts.ActionUndo);
        return chat.Pressed(RequestId, button.Verb, button.Arguments);
    }
}

/// <summary>A request that writes.</summary>
/// <param name="Ask">Prepares the request, for example by opening its form, and makes it.</param>
public sealed record WritingSample(Func<Conversation, Task<BotRequest>> Ask)
{
    /// <summary>The state of the ticket before the request.</summary>
    public Func<Ticket, Ticket> Before { get; init; } = ticket => ticket;

    /// <summary>Whether it only adds to the ticket and changes nothing.</summary>
    public bool Adds { get; init; }
}
