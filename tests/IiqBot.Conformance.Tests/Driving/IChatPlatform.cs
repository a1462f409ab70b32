namespace IiqBot.Conformance.Tests.Driving;

/// <summary>What somebody is in the organisation that runs the bot.</summary>
internal enum Membership
{
    /// <summary>Belongs to it.</summary>
    Member,

    /// <summary>Invited by it.</summary>
    Guest,

    /// <summary>Belongs to another organisation, and is met in a shared channel.</summary>
    Stranger,
}

/// <summary>A chat platform with the bot in it: the service as it runs in production behind the platform's strict fake.</summary>
internal interface IChatPlatform : IAsyncDisposable
{
    /// <summary>Incident IQ behind the bot.</summary>
    District District { get; }

    /// <summary>Gives somebody an account in the chat, with their own conversation with the bot.</summary>
    IChatClient AddPerson(string name, string email, Membership membership);

    /// <summary>Makes a channel with these people and the bot in it.</summary>
    Room AddChannel(string name, IReadOnlyList<IChatClient> members);

    /// <summary>Makes the platform refuse for good whatever the bot redraws, until told otherwise.</summary>
    void RefuseRedraws(bool refuse);

    /// <summary>What the bot did against the platform's documentation since this was last asked.</summary>
    IReadOnlyList<string> TakeViolations();
}

/// <summary>Where people write.</summary>
internal abstract record Room
{
    /// <summary>Whether others than one person and the bot read along.</summary>
    public required bool IsShared { get; init; }
}

/// <summary>One person's chat program: what it shows, and what the person does in it.</summary>
internal interface IChatClient
{
    /// <summary>The person's own conversation with the bot.</summary>
    Room Own { get; }

    /// <summary>What the bot wrote that this person can read, oldest first, as it looks now.</summary>
    IReadOnlyList<Post> Posts { get; }

    /// <summary>The form of this title on the person's screen; null for none.</summary>
    Dialog? FindForm(string title);

    /// <summary>What the bot said last without writing a message: a short word, or a pop-up that asks nothing.</summary>
    string Aside { get; }

    /// <summary>How this person is mentioned in a line that somebody writes.</summary>
    string Mention { get; }

    /// <summary>Writes a line to the bot; in a channel by mentioning it.</summary>
    Task SayAsync(Room room, string line);

    /// <summary>Sends the bot a picture in their own conversation, with a line or without words.</summary>
    Task SendFileAsync(string line, string name, byte[] content);

    /// <summary>Writes a line that the platform delivers twice, as after a lost acknowledgement.</summary>
    Task SayDeliveredTwiceAsync(Room room, string line);

    /// <summary>Presses what is called so on a message: a button, an entry of its menu, or a row.</summary>
    Task PressAsync(Post post, string label);

    /// <summary>A press on a button as it is now, to be sent later, whatever the message shows by then.</summary>
    /// <param name="post">The message.</param>
    /// <param name="label">What is written on the button.</param>
    /// <param name="verb">The verb that a forged or old card sends in place of the button's; null for the button's own.</param>
    Func<Task> Aim(Post post, string label, string? verb = null);

    /// <summary>Waits until something is so; it is looked at again after each change.</summary>
    /// <exception cref="TimeoutException">It did not become so.</exception>
    Task WaitUntilAsync(Func<bool> isSo, string what);
}
