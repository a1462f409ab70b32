namespace IiqBot.Conformance.Tests.Driving;

/// <summary>A person's relation to the organisation that runs the bot.</summary>
internal enum Membership
{
    /// <summary>Belongs to the organisation.</summary>
    Member,

    /// <summary>Invited by the organisation.</summary>
    Guest,

    /// <summary>Belongs to another organisation, and is in a shared channel.</summary>
    Stranger,
}

/// <summary>A chat platform with the bot: the service as in production, with the strict fake of the platform.</summary>
internal interface IChatPlatform : IAsyncDisposable
{
    /// <summary>Incident IQ behind the bot.</summary>
    District District { get; }

    /// <summary>Creates a chat account for a person, with a personal chat with the bot.</summary>
    IChatClient AddPerson(string name, string email, Membership membership);

    /// <summary>Creates a channel with these people and the bot.</summary>
    Room AddChannel(string name, IReadOnlyList<IChatClient> members);

    /// <summary>Makes the platform permanently refuse every redraw by the bot, until switched off.</summary>
    void RefuseRedraws(bool refuse);

    /// <summary>The bot's violations of the platform's documentation since the last call.</summary>
    IReadOnlyList<string> TakeViolations();
}

/// <summary>A conversation in which people write.</summary>
internal abstract record Room
{
    /// <summary>Whether people other than one person and the bot can read it.</summary>
    public required bool IsShared { get; init; }
}

/// <summary>One person's chat client: what it shows, and what the person does in it.</summary>
internal interface IChatClient
{
    /// <summary>The person's personal chat with the bot.</summary>
    Room Own { get; }

    /// <summary>The bot's messages that this person can read, oldest first, with their current content.</summary>
    IReadOnlyList<Post> Posts { get; }

    /// <summary>The form with this title on the person's screen; null for none.</summary>
    Dialog? FindForm(string title);

    /// <summary>What the bot last said without a message: a short text, or a pop-up without questions.</summary>
    string Aside { get; }

    /// <summary>How to mention this person in a typed line.</summary>
    string Mention { get; }

    /// <summary>Types a line to the bot; in a channel with a mention.</summary>
    Task SayAsync(Room room, string line);

    /// <summary>Sends the bot a picture in the personal chat, with or without text.</summary>
    Task SendFileAsync(string line, string name, byte[] content);

    /// <summary>Types a line that the platform delivers twice, as after a lost acknowledgement.</summary>
    Task SayDeliveredTwiceAsync(Room room, string line);

    /// <summary>Presses the control with this label on a message: a button, a menu entry, or a row.</summary>
    Task PressAsync(Post post, string label);

    /// <summary>A press on a button as it is now, to be sent later, whatever the message shows then.</summary>
    /// <param name="post">The message.</param>
    /// <param name="label">The label of the button.</param>
    /// <param name="verb">The verb that a forged or old card sends instead of the button's; null for the button's own.</param>
    Func<Task> Aim(Post post, string label, string? verb = null);

    /// <summary>Waits until a condition is true; checks it after each change.</summary>
    /// <exception cref="TimeoutException">It did not become true.</exception>
    Task WaitUntilAsync(Func<bool> isSo, string what);
}
