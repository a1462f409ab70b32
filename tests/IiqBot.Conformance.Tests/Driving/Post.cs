namespace IiqBot.Conformance.Tests.Driving;

/// <summary>
/// A message of the bot as one person sees it, always with its current content. Two are equal if they are the same message.
/// </summary>
internal abstract record Post
{
    /// <summary>All text that the person reads on it, including labels of buttons.</summary>
    public abstract string Words { get; }

    /// <summary>The labels that can be pressed.</summary>
    public abstract IReadOnlyList<string> Buttons { get; }

    /// <summary>Whether people other than this person can read it.</summary>
    public abstract bool IsShared { get; }

    /// <summary>The whole message as sent over the wire, including what only notifications and screen readers get.</summary>
    public abstract string Raw { get; }

    /// <summary>Whether the platform reads something in it as a mention, so that somebody is notified.</summary>
    public abstract bool CallsSomebody { get; }

    /// <summary>
    /// The targets of links in its texts whose text differs from their address. Buttons do not count, because their targets are the bot's
    /// own.
    /// </summary>
    public abstract IEnumerable<string> DisguisedLinks { get; }

    /// <summary>The target of a link on it; null if there is no such link.</summary>
    public abstract string? LinkOf(string label);

    /// <summary>The number of the ticket it shows.</summary>
    public string Number => TicketNumber.In(Words) ?? throw new InvalidOperationException($"There is no ticket number in: {Words}");

    public bool Says(string words) => Words.Contains(words, StringComparison.Ordinal);
}

/// <summary>A form on a person's screen, always with its current content.</summary>
internal abstract class Dialog
{
    /// <summary>All readable text: questions, errors, and what was typed before the bot drew it.</summary>
    public abstract string Words { get; }

    /// <summary>The current value of a field: a text, or the label of a choice; empty for nothing.</summary>
    public abstract string ValueOf(string field);

    /// <summary>Types into a text field.</summary>
    public abstract Task TypeAsync(string field, string text);

    /// <summary>Chooses the option with this label.</summary>
    public abstract Task ChooseAsync(string field, string label);

    /// <summary>Types into a search field, and takes the first choice.</summary>
    /// <returns>The label of the choice.</returns>
    public abstract Task<string> SearchAsync(string field, string typed);

    /// <summary>Submits the form.</summary>
    /// <exception cref="InvalidOperationException">The client does not submit it: a required answer is missing.</exception>
    public abstract Task SubmitAsync();
}
