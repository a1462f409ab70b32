using IiqBot.Core.Model;

namespace IiqBot.Teams.Tests.Cards;

/// <summary>Forms as features should build them.</summary>
internal static class SampleForms
{
    private static readonly Arguments Ticket = Arguments
        .Of("ticket", "3f6f1c62-5d4b-4a56-9a59-0c1d2e3f4a5b")
        .With("version", "2026-11-23T14:02:11.4170000");

    public static Form File =>
        new()
        {
            Verb = "ticket.file",
            Title = "File a ticket",
            Submit = "File ticket",
            InstanceId = "01JDCJ5T8Q6Y0S9V3K7W2M4X1A",
            Introduction = "We answer here as soon as somebody looks at it.",
            Fields =
            [
                new Field.Search("issue", "What is it about?", "issues")
                {
                    IsRequired = true,
                    Hint = "Type a word, such as projector",
                    Suggestions =
                    [
                        new("i-1", "Projector or display · No picture"),
                        new("i-2", "Chromebook · Broken screen"),
                        new("i-3", "Account · Password reset"),
                    ],
                },
                new Field.Search("location", "Where?", "locations")
                {
                    IsRequired = true,
                    Selected = new Option("l-7", "Lincoln Middle School"),
                    Suggestions = [new("l-7", "Lincoln Middle School"), new("l-9", "Washington High School")],
                },
                new Field.Search("room", "Room", "rooms") { DependsOn = "location", Hint = "Number or name" },
                new Field.Choice(
                    "urgency",
                    "How urgent is it?",
                    [new("low", "It can wait"), new("normal", "This week"), new("high", "A class cannot go on")]
                )
                {
                    Value = "normal",
                    IsExpanded = true,
                },
                new Field.Text("description", "What happens?")
                {
                    IsRequired = true,
                    IsMultiline = true,
                    MaxLength = 4000,
                    Hint = "What you see, since when, and what you tried. Please name no students; the team can ask you for more.",
                },
            ],
        };

    public static Form FileWithErrors =>
        File with
        {
            Fields = [.. File.Fields.Select(question => question is Field.Text text ? text with { Value = "It hums." } : question)],
            Errors = new Dictionary<string, string>
            {
                ["issue"] = "Choose what it is about; the list follows what you type.",
                ["description"] = "Tell a little more, at least three words.",
            },
        };

    public static Form Comment =>
        new()
        {
            Verb = "comment.add",
            Title = "Comment on #39181",
            Submit = "Send",
            InstanceId = "01JDCJ5T8Q6Y0S9V3K7W2M4X1B",
            Hidden = Ticket,
            Fields =
            [
                new Field.Text("text", "Comment")
                {
                    IsRequired = true,
                    IsMultiline = true,
                    MaxLength = 4000,
                },
                new Field.Choice(
                    "visibility",
                    "Who may read it?",
                    [new("public", "Everybody on the ticket"), new("private", "Technicians only")]
                )
                {
                    Value = "public",
                    IsExpanded = true,
                },
            ],
        };

    public static Form Due =>
        new()
        {
            Verb = "ticket.due",
            Title = "Set due date",
            Submit = "Set due date",
            InstanceId = "01JDCJ5T8Q6Y0S9V3K7W2M4X1D",
            Hidden = Ticket.With("was", "2026-12-04"),
            Fields =
            [
                new Field.Date("when", "Due on")
                {
                    Value = new(2026, 12, 4),
                    Earliest = new(2026, 12, 1),
                    Latest = new(2028, 12, 1),
                    Hint = "Leave it empty for no due date.",
                },
            ],
            Errors = new Dictionary<string, string> { ["when"] = "Choose a later day." },
        };

    public static Form Resolve =>
        new()
        {
            Verb = "ticket.resolved",
            Title = "Resolve #39181",
            Submit = "Resolve",
            InstanceId = "01JDCJ5T8Q6Y0S9V3K7W2M4X1C",
            Hidden = Ticket,
            Fields =
            [
                new Field.Choice(
                    "reason",
                    "How was it solved?",
                    [new("r-1", "Repaired"), new("r-2", "Replaced"), new("r-3", "No fault found"), new("r-4", "Solved by the requester")]
                )
                {
                    IsRequired = true,
                },
                new Field.Text("note", "Note to the requester")
                {
                    IsMultiline = true,
                    MaxLength = 2000,
                    Hint = "What was done",
                },
            ],
        };
}
