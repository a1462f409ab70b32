namespace IiqBot.FakeConnector;

/// <summary>A piece of what a person types or picks in the Teams client.</summary>
public abstract record Typed
{
    private Typed() { }

    /// <summary>
    /// Words; a line break in them begins a new line, and <c>&lt;at&gt;Ada Byron&lt;/at&gt;</c> is a mention that was picked.
    /// </summary>
    public sealed record Words(string Text) : Typed;

    /// <summary>An emoji that was picked, and not typed as a character.</summary>
    /// <param name="Id">Its name in Teams, such as <c>yes</c>.</param>
    /// <param name="Character">The character that it stands for.</param>
    public sealed record Emoji(string Id, string Character) : Typed;

    /// <summary>A link: pasted, so that Teams shows the page's title instead, or made from some words.</summary>
    public sealed record Link(string Label, Uri Target) : Typed;

    /// <summary>A list with bullets.</summary>
    public sealed record Bullets(params IReadOnlyList<string> Items) : Typed;

    /// <summary>A quote from another message in a reply.</summary>
    public sealed record Quote(string Author, string Text) : Typed;
}
