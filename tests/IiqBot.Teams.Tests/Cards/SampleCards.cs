using IiqBot.Core.Model;

namespace IiqBot.Teams.Tests.Cards;

/// <summary>Cards as features should build them.</summary>
internal static class SampleCards
{
    private static readonly Arguments Ticket = Arguments
        .Of("ticket", "3f6f1c62-5d4b-4a56-9a59-0c1d2e3f4a5b")
        .With("version", "2026-11-23T14:02:11.4170000");

    private static readonly CardAction.OpenLink Web = new(
        "Open in Incident IQ",
        new Uri("https://example.incidentiq.com/agent/tickets/3f6f1c62")
    )
    {
        Prominence = Prominence.Overflow,
    };

    public static Card TechnicianTicket =>
        new()
        {
            Title = "#39181 Projector shows no picture",
            Subtitle = "Projector or display · No picture",
            Summary = "Ticket 39181, Projector shows no picture, in progress, high priority, overdue. Lincoln Middle School, room 204.",
            Body =
            [
                new CardElement.Notice("You took this ticket.", Tone.Good),
                new CardElement.Badges([
                    new("In progress", Tone.Accent),
                    new("High priority", Tone.Warning),
                    new("Overdue by 2 hours", Tone.Attention),
                ]),
                new CardElement.Facts([
                    new("Location", "Lincoln Middle School · Room 204"),
                    new("Requested by", "Maria Delgado-Whitfield"),
                    new("Assigned to", "Sam Okafor (Field Team North)"),
                    new("Device", "Epson PowerLite L210SF · A-20417"),
                    new("Filed", "Today at 8:12 AM"),
                    new("Due", "Today at 12:00 PM"),
                ]),
                new CardElement.Paragraph(
                    "The projector turns on and the fan runs, but there is no picture on the screen. I tried both HDMI cables and another laptop.\n\nThe class starts again at 1:15 PM, so before that would be wonderful."
                ),
                new CardElement.Paragraph("2 comments, the last by Sam Okafor 20 minutes ago.") { IsMuted = true },
            ],
            Actions =
            [
                new CardAction.Press("Resolve", "ticket.resolve", Ticket) { Prominence = Prominence.Primary },
                new CardAction.Press("Comment", "ticket.comment", Ticket),
                new CardAction.Press("Change status", "ticket.status", Ticket),
                new CardAction.Press("History", "ticket.history", Ticket),
                new CardAction.Press("Assign", "ticket.assign", Ticket) { Prominence = Prominence.Overflow },
                new CardAction.Press("Release", "ticket.release", Ticket) { Prominence = Prominence.Overflow },
                new CardAction.Press("Cancel ticket", "ticket.cancel", Ticket) { Prominence = Prominence.Overflow, IsDestructive = true },
                Web,
            ],
            Ticket = new TicketVersion(Guid.Parse("3f6f1c62-5d4b-4a56-9a59-0c1d2e3f4a5b"), "2026-11-23T14:02:11.4170000"),
        };

    public static Card ChannelTicket =>
        new()
        {
            Title = "Ticket 39181",
            Subtitle = "Projector or display · No picture",
            Summary = "Ticket 39181 at Lincoln Middle School: new, not assigned.",
            Body =
            [
                new CardElement.Badges([new("New", Tone.Accent)]),
                new CardElement.Facts([new("Location", "Lincoln Middle School · Room 204"), new("Assigned to", "Nobody yet")]),
            ],
            Actions =
            [
                new CardAction.Press("Take", "ticket.take", Ticket)
                {
                    Prominence = Prominence.Primary,
                    AccessibleLabel = "Take ticket 39181",
                },
                new CardAction.Press("Show me", "ticket.show", Ticket) { AccessibleLabel = "Show me ticket 39181 privately" },
            ],
        };

    public static Card List =>
        new()
        {
            Title = "Assigned to you",
            Subtitle = "1 to 8 of 23 tickets, most urgent first",
            Summary = "23 tickets are assigned to you, 2 of them overdue. The first is 39181, Projector shows no picture.",
            Body =
            [
                Row(
                    39181,
                    "Projector shows no picture",
                    "Lincoln Middle School · Room 204 · 2 hours ago",
                    new("Overdue", Tone.Attention),
                    new("High priority", Tone.Warning)
                ),
                Row(
                    39175,
                    "Chromebook cart will not charge",
                    "Roosevelt Elementary · Library · yesterday",
                    new Badge("Overdue", Tone.Attention)
                ),
                Row(
                    39190,
                    "Password reset for substitute teacher",
                    "Washington High School · Front office · 20 minutes ago",
                    new Badge("Due today", Tone.Warning)
                ),
                Row(
                    39166,
                    "Document camera flickers",
                    "Lincoln Middle School · Room 118 · yesterday",
                    new Badge("Waiting for requester", Tone.Neutral)
                ),
                Row(
                    39159,
                    "Printer prints blank pages, two-sided only, when sent from the new lab machines on the second floor",
                    "Adams K-8 · Computer lab · 2 days ago"
                ),
                Row(39151, "Interactive board: pen offset", "Jefferson Elementary · Room 12 · 2 days ago"),
                Row(
                    39148,
                    "Wi-Fi drops during testing 📶",
                    "Washington High School · Gym B · 3 days ago",
                    new Badge("In progress", Tone.Accent)
                ),
                Row(
                    39140,
                    "Install <Scratch> & \"GeoGebra\" on lab_image_2026",
                    "District office · IT · 4 days ago",
                    new Badge("Parts arrived", Tone.Good)
                ),
            ],
            Actions =
            [
                new CardAction.Press("Next", "ticket.mine", Arguments.Of("page", "2")) { AccessibleLabel = "Next 8 tickets" },
                new CardAction.Press("File a ticket", "ticket.new", Arguments.None),
                new CardAction.Press("Refresh", "ticket.mine", Arguments.Of("page", "1")) { Prominence = Prominence.Overflow },
            ],
        };

    public static Card Help =>
        new()
        {
            Title = "What I can do",
            Summary = "File, find and move tickets. Type \"new\" to file one, \"my tickets\" to see yours.",
            Body =
            [
                new CardElement.Paragraph("I can file, find and update Incident IQ tickets. Press a button, or type:"),
                new CardElement.Facts([
                    new("new Projector in 204 shows no picture", "file a ticket; \"new\" alone opens the form"),
                    new("my tickets", "your tickets"),
                    new("show 39181", "show a ticket"),
                    new("search projector status:waiting", "find tickets by words, by status, or both"),
                    new("comment 39181 it works again", "comment for everybody on the ticket"),
                    new("cancel 39181", "withdraw a ticket of yours"),
                    new("reopen 39181", "open a closed ticket again"),
                    new("history 39181", "comments and changes"),
                    new("assigned to me", "the open tickets you work on"),
                    new("open tickets", "all open tickets"),
                    new("take 39181", "assign it to yourself"),
                    new("move 39181 to waiting", "move it to another status"),
                    new("close 39181, replaced the cable", "resolve it, with a note to the requester"),
                    new("note 39181 part ordered", "a note that only technicians can read"),
                    new("who am I", "which account you are using"),
                ]),
                new CardElement.Paragraph(
                    "You can also type just a ticket's number or paste its link. In channels and group chats, mention me first; anything personal is sent to you privately."
                )
                {
                    IsMuted = true,
                },
            ],
            Actions =
            [
                new CardAction.Press("File a ticket", "ticket.file", Arguments.None) { Prominence = Prominence.Primary },
                new CardAction.Press("My tickets", "tickets.mine", Arguments.None),
                new CardAction.Press("Assigned to me", "tickets.assigned", Arguments.None),
                new CardAction.Press("Open tickets", "tickets.open", Arguments.None),
                new CardAction.Press("Search", "tickets.search", Arguments.None),
            ],
        };

    public static Card Failure =>
        new()
        {
            Title = "Incident IQ does not answer",
            Summary = "Incident IQ does not answer right now. Nothing was changed. Please try again in a minute.",
            Body =
            [
                new CardElement.Notice(
                    "Nothing was changed. Please try again in a minute; if it stays like this, tell your administrator the reference below.",
                    Tone.Attention
                ),
                new CardElement.Facts([new("Reference", "7F3K2Q")]),
            ],
            Actions = [new CardAction.Press("Try again", "ticket.take", Ticket) { Prominence = Prominence.Primary }],
        };

    public static Card History =>
        new()
        {
            Title = "History of #39181",
            Subtitle = "Projector shows no picture",
            Summary = "Ticket 39181 has 3 comments, one of them private. The last is by Sam Okafor, 20 minutes ago.",
            Body =
            [
                new CardElement.Badges([new("Resolved", Tone.Good)]),
                new CardElement.Comment(
                    "Maria Delgado-Whitfield",
                    "today at 8:12 AM",
                    "It hums, but nothing on the wall.",
                    IsPrivate: false
                ),
                new CardElement.Comment(
                    "Sam Okafor",
                    "today at 8:40 AM",
                    "Third lamp this year in that wing. Check the power *before* swapping: [wiring plan](https://example.org/wiring).",
                    IsPrivate: true
                ),
                new CardElement.Comment(
                    "Sam Okafor",
                    "20 minutes ago",
                    "Replaced the cable and the lamp.\nPicture is back; please check with your laptop.",
                    IsPrivate: false
                ),
            ],
            Actions =
            [
                new CardAction.Press("Comment", "ticket.comment", Ticket),
                new CardAction.Press("Back to the ticket", "ticket.show", Ticket),
                Web,
            ],
        };

    private static CardElement.Row Row(int number, string subject, string detail, params Badge[] marks) =>
        new(
            $"#{number} {subject}",
            detail,
            marks,
            new CardAction.Press("Open", "ticket.show", Arguments.Of("ticket", $"3f6f1c62-5d4b-4a56-9a59-0c1d2e{number:D6}"))
            {
                AccessibleLabel = $"Open ticket {number}",
            }
        );
}
