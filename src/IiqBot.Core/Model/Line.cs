namespace IiqBot.Core.Model;

/// <summary>What may follow a route's alias in a typed line.</summary>
/// <param name="Parts">The parts, in order.</param>
public sealed record Line(params IReadOnlyList<LinePart> Parts)
{
    /// <summary>Nothing may follow.</summary>
    public static Line Nothing { get; } = new();

    /// <summary>The part for the ticket; null if the command needs none.</summary>
    public LinePart.Ticket? Ticket { get; } = Parts.OfType<LinePart.Ticket>().FirstOrDefault();

    /// <summary>The parts that may stand anywhere in the line.</summary>
    public IReadOnlyList<LinePart.Option> Options { get; } = [.. Parts.OfType<LinePart.Option>()];

    /// <summary>The part for the end of the line; null if nothing may stand there.</summary>
    public LinePart.Rest? Rest { get; } = Parts.OfType<LinePart.Rest>().FirstOrDefault();

    /// <summary>The part for free text that is the point of the command; null if it has none.</summary>
    public LinePart.Rest? Message => Rest is { Kind: RestKind.Message } ? Rest : null;
}

/// <summary>A part of a typed line.</summary>
/// <param name="Name">The name of its argument.</param>
public abstract record LinePart(string Name)
{
    /// <summary>A ticket's number, id or link.</summary>
    public sealed record Ticket(string Name) : LinePart(Name);

    /// <summary>One word.</summary>
    public sealed record Word(string Name) : LinePart(Name);

    /// <summary>A short reference such as <c>7F3K2Q</c>. It accepts nothing else.</summary>
    public sealed record Reference(string Name) : LinePart(Name);

    /// <summary>A word without meaning that may stand there, such as "to".</summary>
    public sealed record Filler(string Text) : LinePart(Text);

    /// <summary><c>name:value</c> or <c>name:"some words"</c> or <c>name:this week</c>, anywhere in the rest of the line.</summary>
    public sealed record Option(string Name) : LinePart(Name)
    {
        /// <summary>Other names for it.</summary>
        public IReadOnlyList<string> Aliases { get; init; } = [];

        /// <summary>
        /// Whether its value is a name, which may have several words. Without quotes, only the known names show where it ends. The words
        /// behind it are the argument <see cref="More"/>.
        /// </summary>
        public bool IsName { get; init; }

        /// <summary>Whether some words together are one value, such as "in 3 days"; null if the value is always one word.</summary>
        public Func<string, bool>? Takes { get; init; }

        /// <summary>The argument with the few words behind a name. They also stand where they would without it.</summary>
        public static string More(string name) => $"{name}+";

        /// <summary>Whether an argument holds the words behind a name.</summary>
        public static bool IsMore(string argument) => argument.EndsWith('+');
    }

    /// <summary>
    /// A device's tag: the first word if "to" or "on" follows it or nothing does. It is never read as a ticket's number, even if it looks
    /// like one.
    /// </summary>
    public sealed record Tag(string Name) : LinePart(Name);

    /// <summary>The rest of the line.</summary>
    public sealed record Rest(string Name) : LinePart(Name)
    {
        /// <summary>What the text is. This decides which of its words make the command doubtful.</summary>
        public RestKind Kind { get; init; } = RestKind.Name;

        /// <summary>Whether the line says what is still wrong, so that "not fixed" supports the command.</summary>
        public bool IsComplaint { get; init; }

        /// <summary>The words of which one must come first, such as "about"; empty if any word may.</summary>
        public IReadOnlyList<string> After { get; init; } = [];
    }
}

/// <summary>What the rest of a line is.</summary>
public enum RestKind
{
    /// <summary>A name, such as a status or a person.</summary>
    Name,

    /// <summary>A note that goes with a change. Its words may contradict the command.</summary>
    Note,

    /// <summary>Words that are the point of the command, such as a comment. The bot only passes them on, whatever they say.</summary>
    Message,

    /// <summary>A day. Words such as "tomorrow" and "never" are answers.</summary>
    Day,
}
