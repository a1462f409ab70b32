namespace IiqBot.Core.Model;

/// <summary>
/// The name of each thing that the bot does. A verb is a wire contract: buttons of old cards stay in chats for years, so never rename one.
/// </summary>
public static class Verbs
{
    /// <summary>The platform says that the bot was added to a conversation, or that a person opened it for the first time.</summary>
    public const string Welcome = "conversation.welcome";

    /// <summary>A person opened the bot's home page on the platform, or something on it changed.</summary>
    public const string Home = "home.show";

    /// <summary>A person wants to make a ticket from a message; the arguments say which message.</summary>
    public const string FileFromMessage = "message.file";

    /// <summary>
    /// A person sent files to the bot, with words or without: <see cref="ArgumentNames.Text"/>,
    /// <see cref="ArgumentNames.MessageFileNames"/> and <see cref="ArgumentNames.MessageAttachments"/>.
    /// </summary>
    public const string AttachFiles = "message.attach";

    /// <summary>A person posted a link where others can read it. All of them see the answer.</summary>
    public const string PreviewTicket = "link.preview";

    /// <summary>Lists what the asker can do.</summary>
    public const string Help = "bot.help";

    /// <summary>Answers a greeting or thanks.</summary>
    public const string SmallTalk = "bot.smalltalk";

    /// <summary>Shows administrators what works and what does not.</summary>
    public const string ShowStatus = "bot.status";

    /// <summary>Lists messages that no chat accepted.</summary>
    public const string ShowDead = "delivery.dead";

    /// <summary>Sends one of these messages again.</summary>
    public const string ResendDelivery = "delivery.resend";

    /// <summary>Lists the asker's requests that wait for Incident IQ.</summary>
    public const string ShowWaiting = "work.waiting";

    /// <summary>Withdraws one of these requests.</summary>
    public const string WithdrawWaiting = "work.withdraw";

    /// <summary>Shows the asker's settings.</summary>
    public const string ShowSettings = "settings.show";

    /// <summary>Changes the asker's settings.</summary>
    public const string ChangeSettings = "settings.change";

    /// <summary>Deletes the asker's settings.</summary>
    public const string ForgetSettings = "settings.forget";

    /// <summary>Files a ticket.</summary>
    public const string FileTicket = "ticket.file";

    /// <summary>Continues a filing.</summary>
    public const string ContinueFiling = "filing.continue";

    /// <summary>Lists the asker's tickets.</summary>
    public const string MyTickets = "tickets.mine";

    /// <summary>Lists the tickets that are assigned to the asker.</summary>
    public const string AssignedTickets = "tickets.assigned";

    /// <summary>Lists open tickets.</summary>
    public const string OpenTickets = "tickets.open";

    /// <summary>Lists the tickets about a device.</summary>
    public const string DeviceTickets = "tickets.ofdevice";

    /// <summary>Searches tickets.</summary>
    public const string SearchTickets = "tickets.search";

    /// <summary>Shows a ticket.</summary>
    public const string ShowTicket = "ticket.show";

    /// <summary>Shows a ticket instead of making a change that was in doubt.</summary>
    public const string ShowInstead = "ticket.instead";

    /// <summary>Shows a ticket's history.</summary>
    public const string TicketHistory = "ticket.history";

    /// <summary>Comments on a ticket.</summary>
    public const string CommentTicket = "ticket.comment";

    /// <summary>Adds a private note to a ticket.</summary>
    public const string NoteTicket = "ticket.note";

    /// <summary>Assigns a ticket to the asker.</summary>
    public const string TakeTicket = "ticket.take";

    /// <summary>Assigns a ticket to somebody.</summary>
    public const string AssignTicket = "ticket.assign";

    /// <summary>Removes a ticket's assignee.</summary>
    public const string UnassignTicket = "ticket.unassign";

    /// <summary>Moves a ticket to another workflow step.</summary>
    public const string MoveTicket = "ticket.move";

    /// <summary>Resolves a ticket.</summary>
    public const string ResolveTicket = "ticket.resolve";

    /// <summary>Cancels a ticket.</summary>
    public const string CancelTicket = "ticket.cancel";

    /// <summary>Opens a ticket again.</summary>
    public const string ReopenTicket = "ticket.reopen";

    /// <summary>Sets a ticket's priority.</summary>
    public const string PrioritizeTicket = "ticket.prioritize";

    /// <summary>Sets when a ticket is due.</summary>
    public const string ScheduleTicket = "ticket.schedule";

    /// <summary>Corrects a ticket's subject, issue, place and urgency.</summary>
    public const string EditTicket = "ticket.edit";

    /// <summary>Links a device to a ticket.</summary>
    public const string LinkAsset = "asset.link";

    /// <summary>Undoes the asker's last change of a ticket.</summary>
    public const string UndoChange = "ticket.undo";
}
