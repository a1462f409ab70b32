using IiqBot.IncidentIq;

namespace IiqBot.Core.Model;

/// <summary>What the bot answers. The set is closed: every adapter handles each of them.</summary>
public abstract record BotResponse
{
    private BotResponse() { }

    /// <summary>
    /// Whether the bot refused: the person may not do this, or the reason for the request no longer holds. The bot changed nothing.
    /// </summary>
    public bool IsRefusal { get; init; }

    /// <summary>Whether the request failed. A repeat of the same request gets the same answer; the person may ask again.</summary>
    public bool IsFailure { get; init; }

    /// <summary>Whether the bot saved the request and will run it later.</summary>
    public bool IsKept { get; init; }

    /// <summary>The card of the answer; null for answers without one.</summary>
    public Card? ShownCard =>
        this switch
        {
            Reply reply => reply.Card,
            ReplaceCard replace => replace.Card,
            _ => null,
        };

    /// <summary>A new message.</summary>
    /// <param name="Card">What it shows.</param>
    public sealed record Reply(Card Card) : BotResponse
    {
        /// <summary>
        /// Whether only the asker may see it. If the platform cannot hide a message in a shared conversation, the message goes to the
        /// person's own conversation with the bot, and a message in the shared one says so.
        /// </summary>
        public bool IsPrivate { get; init; }

        /// <summary>
        /// The message that everybody in a shared conversation sees beside a private answer; null for none. The outbox posts it; the
        /// adapter does nothing for it.
        /// </summary>
        public Card? Shared { get; init; }
    }

    /// <summary>
    /// Redraws the card with the pressed button for everybody who sees it. If there is no card, because the person typed a line, it posts a
    /// new message.
    /// </summary>
    /// <param name="Card">What it shows now.</param>
    public sealed record ReplaceCard(Card Card) : BotResponse;

    /// <summary>Asks the person something. Only they see the form.</summary>
    /// <param name="Form">The questions.</param>
    public sealed record OpenForm(Form Form) : BotResponse;

    /// <summary>Shows the form again with the answers as the person typed them. <see cref="Form.Errors"/> says what is wrong.</summary>
    /// <param name="Form">The same form, with its errors.</param>
    public sealed record FormErrors(Form Form) : BotResponse;

    /// <summary>A short message that only the asker sees and that leaves no trace.</summary>
    /// <param name="Text">One sentence.</param>
    public sealed record Toast(string Text) : BotResponse
    {
        /// <summary>One sentence, shown as it is.</summary>
        public string Text { get; init; } = VisibleText.Line(Text);
    }

    /// <summary>No answer.</summary>
    public sealed record Silent : BotResponse;
}
