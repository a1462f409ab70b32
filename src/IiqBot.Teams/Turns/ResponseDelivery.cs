using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Teams.Connector;
using Microsoft.Extensions.Logging;

namespace IiqBot.Teams.Turns;

/// <summary>
/// Delivers a response as messages: the answer to typed text, to a button of an old client (Action.Submit), or to a press that took longer
/// than an invoke may wait.
/// </summary>
internal sealed class ResponseDelivery(PersonalReplies personal, ILogger<ResponseDelivery> logger)
{
    /// <summary>Delivers a response.</summary>
    public Task<DeliveryResult> DeliverAsync(TeamsTurn turn, BotResponse response, IReplies replies, CancellationToken cancellationToken) =>
        Delivering.TryAsync(() => BringAsync(turn, response, replies, cancellationToken), logger, cancellationToken);

    private Task<DeliveryResult> BringAsync(TeamsTurn turn, BotResponse response, IReplies replies, CancellationToken cancellationToken) =>
        response switch
        {
            BotResponse.Reply { IsPrivate: true } reply when !turn.Conversation.IsOneToOne => personal.SendAsync(
                turn,
                reply,
                replies,
                cancellationToken
            ),
            // In a personal chat the answer replaces the form, so that nobody can submit it again.
            BotResponse.Reply reply when turn.IsSubmission && turn.Conversation.IsOneToOne => RedrawAsync(
                turn,
                new Content.OfCard(reply.Card),
                replies,
                cancellationToken
            ),
            BotResponse.Reply reply => replies.SendAsync(turn.Conversation, new Content.OfCard(reply.Card), cancellationToken),
            BotResponse.ReplaceCard replace => RedrawAsync(turn, new Content.OfCard(replace.Card), replies, cancellationToken),
            BotResponse.OpenForm open => OpenAsync(turn, new Content.OfForm(open.Form), replies, cancellationToken),
            BotResponse.FormErrors errors when turn.Conversation.IsOneToOne => RedrawAsync(
                turn,
                new Content.OfForm(errors.Form),
                replies,
                cancellationToken
            ),
            BotResponse.FormErrors errors => personal.SendAsync(turn, new Content.OfForm(errors.Form), replies, cancellationToken),
            BotResponse.Toast toast => SayAsync(turn, new Content.OfText(toast.Text), replies, cancellationToken),
            BotResponse.Silent => Task.FromResult(DeliveryResult.Unposted),
            _ => throw new InvalidOperationException($"The response {response.GetType().Name} is not known here."),
        };

    /// <summary>Updates the message whose button the person pressed, or posts a new message if they typed.</summary>
    public static Task<DeliveryResult> RedrawAsync(
        TeamsTurn turn,
        Content content,
        IReplies replies,
        CancellationToken cancellationToken
    ) =>
        turn.PressedMessage is { } message
            ? replies.UpdateAsync(turn.Conversation, message, content, cancellationToken)
            : replies.SendAsync(turn.Conversation, content, cancellationToken);

    private Task<DeliveryResult> OpenAsync(TeamsTurn turn, Content.OfForm form, IReplies replies, CancellationToken cancellationToken)
    {
        if (turn.Conversation.IsOneToOne)
            return replies.SendAsync(turn.Conversation, form, cancellationToken);
        // The press came from a shared conversation, from a client that cannot show a form to one person alone.
        if (turn.PressedMessage is not null)
            return personal.SendAsync(turn, form, replies, cancellationToken);
        return replies.SendAsync(turn.Conversation, Launcher(turn, form.Form), cancellationToken);
    }

    /// <summary>A card with one button, which opens the form only for the person who presses it.</summary>
    private static Content.OfNotice Launcher(TeamsTurn turn, Form form)
    {
        var press = new CardAction.Press(Texts.OpenForm, form.Verb, form.SharedWith(turn.Request)) { Prominence = Prominence.Primary };
        return new Content.OfNotice(form.Title, Texts.OpenFormHint, [press]);
    }

    private Task<DeliveryResult> SayAsync(TeamsTurn turn, Content.OfText text, IReplies replies, CancellationToken cancellationToken) =>
        turn.Conversation.IsOneToOne || turn.PressedMessage is null
            ? replies.SendAsync(turn.Conversation, text, cancellationToken)
            : personal.SendAsync(turn, text, replies, cancellationToken);
}
