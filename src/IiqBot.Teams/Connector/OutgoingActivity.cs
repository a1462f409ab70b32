using System.Text;
using System.Text.Json;
using IiqBot.Core.Model;
using IiqBot.Teams.Activities;
using IiqBot.Teams.Cards;

namespace IiqBot.Teams.Connector;

/// <summary>The content of a message or of the answer to an invoke.</summary>
internal abstract record Content
{
    private Content() { }

    /// <summary>A card.</summary>
    public sealed record OfCard(Card Card) : Content;

    /// <summary>A form.</summary>
    public sealed record OfForm(Form Form) : Content;

    /// <summary>A short text with buttons that looks like a card.</summary>
    public sealed record OfNotice(string Title, string Text, IReadOnlyList<CardAction> Actions) : Content;

    /// <summary>A plain line.</summary>
    public sealed record OfText(string Text) : Content;

    /// <summary>Writes the content as an Adaptive Card.</summary>
    public void WriteCard(Utf8JsonWriter writer)
    {
        switch (this)
        {
            case OfCard { Card: { IsShared: true } card }:
                SharedCards.Write(writer, card);
                break;
            case OfCard { Card: var card }:
                AdaptiveCardRenderer.WriteCard(writer, card);
                break;
            case OfForm { Form: var form }:
                AdaptiveCardRenderer.WriteForm(writer, form);
                break;
            case OfNotice notice:
                AdaptiveCardRenderer.WriteNotice(writer, notice.Title, notice.Text, notice.Actions);
                break;
            default:
                throw new InvalidOperationException("A plain line is no card.");
        }
    }

    /// <summary>The text for notifications.</summary>
    public string Summary =>
        this switch
        {
            OfCard { Card.Summary: var summary } => summary,
            OfForm { Form.Title: var title } => title,
            OfNotice { Title: var title } => title,
            _ => "",
        };

    /// <summary>Replaces content that is larger than Teams accepts.</summary>
    public static Content TooLarge { get; } = new OfNotice(Texts.TooLargeTitle, Texts.TooLargeText, []);
}

/// <summary>Writes activities straight as JSON.</summary>
internal static class OutgoingActivity
{
    /// <summary>Teams accepts 100 KB counted in UTF-16 and advises to aim at 80 KB (docs/reference/teams.md, "Sizes").</summary>
    private const int MaxUtf16Bytes = 80 * 1024;

    // Notifications and clients that render no cards show the summary as it is.
    private const int MaxSummary = 2000;
    private const int MaxText = 10_000;

    private const string CardType = "application/vnd.microsoft.card.adaptive";

    /// <summary>Writes a message. A notice replaces one that is too large.</summary>
    public static ReadOnlyMemory<byte> Message(ConversationAddress to, Content content) =>
        Message(to, ConversationReference.Of(to), content);

    /// <inheritdoc cref="Message(ConversationAddress, Content)"/>
    public static ReadOnlyMemory<byte> Message(ConversationAddress to, ConversationReference reference, Content content)
    {
        var message = Write(to, reference, "message", content);
        return IsTooLarge(message.Span) ? Write(to, reference, "message", Content.TooLarge) : message;
    }

    /// <summary>Writes the typing indicator.</summary>
    public static ReadOnlyMemory<byte> Typing(ConversationAddress to, ConversationReference reference) =>
        Write(to, reference, "typing", null);

    // No byte of UTF-8 becomes more than one character, so most messages need no counting.
    private static bool IsTooLarge(ReadOnlySpan<byte> message) =>
        message.Length * 2 > MaxUtf16Bytes && Encoding.UTF8.GetCharCount(message) * 2 > MaxUtf16Bytes;

    private static ReadOnlyMemory<byte> Write(ConversationAddress to, ConversationReference reference, string type, Content? content) =>
        JsonOutput.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, type);
            writer.WriteString("channelId"u8, Platform.Channel);
            writer.WriteStartObject("from"u8);
            writer.WriteString("id"u8, reference.BotId);
            if (reference.BotName is { } name)
                writer.WriteString("name"u8, name);
            writer.WriteEndObject();
            writer.WriteStartObject("conversation"u8);
            writer.WriteString("id"u8, ConversationReference.IdOf(to));
            writer.WriteEndObject();
            if (content is not null)
                Write(writer, content);
            writer.WriteEndObject();
        });

    private static void Write(Utf8JsonWriter writer, Content content)
    {
        if (content is Content.OfText { Text: var text })
        {
            writer.WriteString("textFormat"u8, "plain"u8);
            writer.WriteString("text"u8, PlainText.Lines(text, MaxText));
            return;
        }
        writer.WriteString("summary"u8, PlainText.Line(content.Summary, MaxSummary));
        writer.WriteStartArray("attachments"u8);
        writer.WriteStartObject();
        writer.WriteString("contentType"u8, CardType);
        writer.WritePropertyName("content"u8);
        content.WriteCard(writer);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
