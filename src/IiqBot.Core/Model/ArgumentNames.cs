namespace IiqBot.Core.Model;

/// <summary>Names of arguments that more than one part of the bot reads. Old cards carry them, so never rename one.</summary>
public static class ArgumentNames
{
    /// <summary>What the person typed: a line, a comment, or the words of a message.</summary>
    public const string Text = "text";

    /// <summary>What is wrong, in a filing.</summary>
    public const string Description = "description";

    /// <summary>The note to the requester that goes with a change.</summary>
    public const string Note = "note";

    /// <summary>Why the person closes a ticket, by id or by name.</summary>
    public const string Reason = "reason";

    /// <summary>A workflow step, by id or by name.</summary>
    public const string Step = "step";

    /// <summary>The verb that the person asked for, if the answer shows something else instead.</summary>
    public const string Asked = "asked";

    /// <summary>Why the bot shows something else, as <see cref="Doubt"/> names it.</summary>
    public const string Why = "why";

    /// <summary>The words that made a line doubtful.</summary>
    public const string DoubtfulWords = "doubtful";

    /// <summary>The commands that the person may have meant, separated by commas.</summary>
    public const string Near = "near";

    /// <summary>The tickets that a line names, separated by spaces.</summary>
    public const string Tickets = "tickets";

    /// <summary><c>true</c> if another version of the bot drew the pressed button.</summary>
    public const string UnknownVerb = "unknown";

    /// <summary><c>true</c> asks for everything that the asker may see, in private.</summary>
    public const string Details = "details";

    /// <summary><c>true</c> asks to redraw the pressed card.</summary>
    public const string InPlace = "inplace";

    /// <summary>The id of a waiting request.</summary>
    public const string WaitingRequest = "work";

    /// <summary>A filing's reference.</summary>
    public const string Reference = "reference";

    /// <summary>A delivery's id.</summary>
    public const string Delivery = "delivery";

    /// <summary>What the person said in small talk.</summary>
    public const string SmallTalk = "kind";

    /// <summary>A link that a person posted.</summary>
    public const string PostedLink = "link";

    /// <summary><c>true</c> when a person opens their home page for the first time.</summary>
    public const string HomeFirst = "first";

    /// <summary>A message's address.</summary>
    public const string MessageLink = "link";

    /// <summary>The id of a message's author on the platform.</summary>
    public const string MessageAuthor = "author";

    /// <summary>The names of a message's files.</summary>
    public const string MessageFileNames = "files";

    /// <summary>A message's files themselves, as <see cref="IiqBot.Core.Messaging.PlatformFile"/> writes them.</summary>
    public const string MessageAttachments = "attachments";
}
