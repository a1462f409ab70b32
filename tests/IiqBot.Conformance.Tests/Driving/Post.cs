namespace IiqBot.Conformance.Tests.Driving;

/// <summary>A message of the bot's as one person sees it, always with its present content. Equal when it is the same message.</summary>
internal abstract record Post
{
    /// <summary>All that the person reads on it, labels of buttons included.</summary>
    public abstract string Words { get; }

    /// <summary>What can be pressed on it.</summary>
    public abstract IReadOnlyList<string> Buttons { get; }

    /// <summary>Whether others than the person can read it.</summary>
    public abstract bool IsShared { get; }

    /// <summary>The whole message as it went over the wire, with what only notifications and screen readers get.</summary>
    public abstract string Raw { get; }

    /// <summary>Whether the platform takes something in it for a mention, so that somebody is called.</summary>
    public abstract bool CallsSomebody { get; }

    /// <summary>
    /// Where links in its texts lead that show other words than their address. Buttons are none: theirs are the bot's own.
    /// </summary>
    public abstract IEnumerable<string> DisguisedLinks { get; }

    /// <summary>Where a link on it leads; null when there is no such link.</summary>
    public abstract string? LinkOf(string label);

    /// <summary>The number of the ticket it shows.</summary>
    public string Number => TicketNumber.In(Words) ?? throw new InvalidOperationException($"There is no ticket number in: {Words}");

    public bool Says(string words) => Words.Contains(words, StringComparison.Ordinal);
}

/// <summary>A form on somebody's screen, always as it is now.</summary>
internal abstract class Dialog
{
    /// <summary>All that can be read on it: questions, what is wrong, and what was typed before the bot drew it.</summary>
    public abstract string Words { get; }

    /// <summary>What stands in a field now: a text, or the label of what was chosen; empty for nothing.</summary>
    public abstract string ValueOf(string field);

    /// <summary>Types into a text field.</summary>
    public abstract Task TypeAsync(string field, string text);

    /// <summary>Chooses what is called so.</summary>
    public abstract Task ChooseAsync(string field, string label);

    /// <summary>Types into a field that is searched, and takes the first choice offered.</summary>
    /// <returns>The label of what was taken.</returns>
    public abstract Task<string> SearchAsync(string field, string typed);

    /// <summary>Sends the form.</summary>
    /// <exception cref="InvalidOperationException">The chat program does not send it: a required answer is missing.</exception>
    public abstract Task SubmitAsync();
}
