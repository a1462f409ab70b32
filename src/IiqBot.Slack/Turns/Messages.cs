using System.Text.Json;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Slack.Api;
using IiqBot.Slack.Blocks;

namespace IiqBot.Slack.Turns;

/// <summary>Posts and updates messages that stay.</summary>
internal sealed class Messages(SlackApi api, PersonalChannels personal)
{
    private static readonly Card TooLarge = new()
    {
        Title = Texts.TooLargeTitle,
        Summary = Texts.TooLargeText,
        Body = [new CardElement.Paragraph(Texts.TooLargeText)],
    };

    /// <summary>Posts a card.</summary>
    public async Task<DeliveryResult> PostAsync(ConversationAddress to, Card card, CancellationToken cancellationToken)
    {
        var result = await PostAsync(to, w => BlockKitRenderer.WriteMessage(w, card), cancellationToken);
        return result.Outcome == DeliveryOutcome.TooLarge
            ? await PostAsync(to, w => BlockKitRenderer.WriteMessage(w, TooLarge), cancellationToken)
            : result;
    }

    /// <summary>Posts a sentence.</summary>
    public Task<DeliveryResult> SayAsync(ConversationAddress to, string sentence, CancellationToken cancellationToken) =>
        PostAsync(to, w => BlockKitRenderer.WriteSentence(w, sentence), cancellationToken);

    /// <summary>Updates a message of the bot. Reports that the conversation is gone when the message is.</summary>
    public async Task<DeliveryResult> RedrawAsync(ConversationAddress at, string message, Card card, CancellationToken cancellationToken)
    {
        var (address, failure) = await personal.FindAsync(at, cancellationToken);
        if (address is null)
            return failure;
        var answer = await api.UpdateAsync(address.Tenant, address.Conversation, message, card, cancellationToken);
        if (answer.Outcome == DeliveryOutcome.TooLarge)
            answer = await api.UpdateAsync(address.Tenant, address.Conversation, message, TooLarge, cancellationToken);
        return new(answer.Outcome, message, answer.RetryAfter) { Conversation = address == at ? null : address };
    }

    private async Task<DeliveryResult> PostAsync(
        ConversationAddress to,
        Action<Utf8JsonWriter> content,
        CancellationToken cancellationToken
    )
    {
        var (address, failure) = await personal.FindAsync(to, cancellationToken);
        if (address is null)
            return failure with { Conversation = to };
        var answer = await api.PostAsync(address.Tenant, address.Conversation, address.Thread, content, cancellationToken);
        return new(answer.Outcome, answer.IsDelivered ? Inbound.Json.Text(answer.Body, "ts") : null, answer.RetryAfter)
        {
            Conversation = address,
        };
    }
}
