using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Teams.Activities;
using IiqBot.Teams.Cards;
using IiqBot.Teams.Connector;
using Microsoft.Extensions.Logging;

namespace IiqBot.Teams.Turns;

/// <summary>
/// Invokes, whose sender waits for the answer: presses on cards (<c>adaptiveCard/action</c>) and type-aheads (<c>application/search</c>).
/// </summary>
internal sealed class InvokeTurns(
    IDispatcher dispatcher,
    TeamsTurnRunner runner,
    ConnectorReplies connector,
    ResponseDelivery delivery,
    PersonalReplies personal,
    TimeProvider time,
    ILogger<InvokeTurns> logger
)
{
    /// <summary>How long a press may wait for its card. Teams gives up soon after (docs/reference/teams.md, "Time to answer").</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan SearchBudget = TimeSpan.FromSeconds(2.5);

    /// <summary>How many choices Teams shows at most (msteams-docs, "Typeahead search in Adaptive Cards").</summary>
    private const int MostChoices = 15;

    /// <summary>Whether the bot handles this invoke.</summary>
    public static bool Knows(string? name) => name is "adaptiveCard/action" or "application/search";

    /// <summary>Answers an invoke.</summary>
    public Task<TurnAnswer> AnswerAsync(Activity activity, string tenant, CancellationToken cancellationToken) =>
        activity.Name switch
        {
            "adaptiveCard/action" => PressAsync(activity, tenant, cancellationToken),
            "application/search" => SearchAsync(activity, tenant, cancellationToken),
            _ => Task.FromResult(TurnAnswer.NotImplemented),
        };

    private async Task<TurnAnswer> PressAsync(Activity activity, string tenant, CancellationToken cancellationToken)
    {
        if (Read(activity.Value, ProtocolJson.Default.CardActionValue)?.Action is not { Type: "Action.Execute" or "Action.Submit" } action)
            return TurnAnswer.BadInvoke("The value holds no action that the bot knows.");
        if (ActionData.Parse(action.Data, action.Verb) is not { } parsed)
            return TurnAnswer.BadInvoke("The action has no verb.");

        // The work continues when Teams hangs up or the person can wait no longer, so the request's cancellation does not apply.
        var turn = TeamsTurn.Pressed(activity, tenant, parsed);
        var accepted = await dispatcher.AcceptAsync(turn.Request, cancellationToken);

        // On another thread: SQLite's commands run on the thread that calls them, and the patience below is to cover them.
        var answering = runner.RunAsync(token => Task.Run(() => dispatcher.AnswerAsync(accepted, token), CancellationToken.None));
        try
        {
            var answer = await answering.WaitAsync(Patience, time, CancellationToken.None);
            var given = Answer(turn, answer);
            return given with { Afterwards = accepted.IsRepeat ? null : token => ShowAsync(accepted, answer, given.Afterwards, token) };
        }
        catch (TimeoutException)
        {
            if (!accepted.IsRepeat)
                runner.Start(token => DeliverLateAsync(turn, accepted, answering, token));
            return TurnAnswer.Message(Texts.Working);
        }
    }

    private async Task DeliverLateAsync(
        TeamsTurn turn,
        Accepted accepted,
        Task<BotResponse> answering,
        CancellationToken cancellationToken
    ) =>
        await dispatcher.DeliverAsync(
            accepted,
            await answering,
            (answer, token) => delivery.DeliverAsync(turn, answer, connector, token),
            cancellationToken
        );

    private Task<DeliveryResult> ShowAsync(
        Accepted accepted,
        BotResponse answer,
        Func<CancellationToken, Task<DeliveryResult>>? post,
        CancellationToken cancellationToken
    ) =>
        dispatcher.DeliverAsync(
            accepted,
            answer,
            (_, token) => post is null ? Task.FromResult(DeliveryResult.Unposted) : Delivering.TryAsync(() => post(token), logger, token),
            cancellationToken
        );

    /// <summary>
    /// The answer to a press changes only the view of the person who pressed. What everybody should see also updates the message.
    /// </summary>
    private TurnAnswer Answer(TeamsTurn turn, BotResponse response) =>
        response switch
        {
            BotResponse.Reply { IsPrivate: true } reply when !turn.Conversation.IsOneToOne => AnswerPrivately(turn, reply),
            BotResponse.Reply reply when turn.IsSubmission => AnswerForm(turn, new Content.OfCard(reply.Card)),
            BotResponse.Reply reply => TurnAnswer.Message(Texts.AnsweredBelow) with
            {
                Afterwards = token => connector.SendAsync(turn.Conversation, new Content.OfCard(reply.Card), token),
            },
            BotResponse.ReplaceCard replace => Redrawn(turn, new Content.OfCard(replace.Card)),
            BotResponse.OpenForm open => Covering(turn, new Content.OfForm(open.Form)),
            BotResponse.FormErrors errors => TurnAnswer.Card(new Content.OfForm(errors.Form)),
            BotResponse.Toast toast => TurnAnswer.Message(toast.Text),
            BotResponse.Silent => TurnAnswer.Message(Texts.Done),
            _ => throw new InvalidOperationException($"The response {response.GetType().Name} is not known here."),
        };

    /// <summary>
    /// The result replaces the form. In a personal chat that is all; elsewhere the card under the form belongs to everybody, so the others
    /// get a message of their own.
    /// </summary>
    private TurnAnswer AnswerForm(TeamsTurn turn, Content.OfCard card) =>
        turn.Conversation.IsOneToOne
            ? Redrawn(turn, card)
            : TurnAnswer.Card(card) with
            {
                Afterwards = token => connector.SendAsync(turn.Conversation, card, token),
            };

    /// <summary>
    /// The view of the person who pressed could show the answer, but its buttons would then redraw everybody's card. So the answer goes to
    /// their own conversation with the bot (docs/adr/0003). A short notice replaces a submitted form.
    /// </summary>
    private TurnAnswer AnswerPrivately(TeamsTurn turn, BotResponse.Reply reply) =>
        (
            turn.IsSubmission
                ? TurnAnswer.Card(new Content.OfNotice(Texts.Done, Texts.AnsweredPrivately, []))
                : TurnAnswer.Message(Texts.AnsweredPrivately)
        ) with
        {
            Afterwards = token => personal.SendQuietlyAsync(turn, reply, connector, token),
        };

    /// <summary>
    /// A form covers the card in the person's view until the message changes. In a personal chat it therefore counts as the content of the
    /// message, so that nothing redraws it while they type. In a shared conversation the message stays everybody's card.
    /// </summary>
    private static TurnAnswer Covering(TeamsTurn turn, Content.OfForm form) =>
        TurnAnswer.Card(form) with
        {
            Afterwards = turn is { Conversation.IsOneToOne: true, PressedMessage: { } message }
                ? _ => Task.FromResult(new DeliveryResult(DeliveryOutcome.Delivered, message))
                : null,
        };

    private TurnAnswer Redrawn(TeamsTurn turn, Content.OfCard card) =>
        TurnAnswer.Card(card) with
        {
            Afterwards = token => ResponseDelivery.RedrawAsync(turn, card, connector, token),
        };

    private async Task<TurnAnswer> SearchAsync(Activity activity, string tenant, CancellationToken cancellationToken)
    {
        if (Read(activity.Value, ProtocolJson.Default.SearchValue) is not { Dataset: { Length: > 0 } dataset } search)
            return TurnAnswer.BadInvoke("The value names no dataset.");

        var skip = Math.Clamp(search.QueryOptions?.Skip ?? 0, 0, 1000);
        var top = Math.Clamp(search.QueryOptions?.Top ?? MostChoices, 1, MostChoices);
        // With associatedInputs in the query, the card's other inputs come along.
        var request = TeamsTurn.Search(activity, tenant, ActionData.ParseAnyway(search.Data).Arguments, SearchBudget);
        var options = await dispatcher.SuggestAsync(request, dataset, search.QueryText ?? "", skip + top, cancellationToken);
        return TurnAnswer.Choices(options.Skip(skip).Take(top));
    }

    private static T? Read<T>(JsonElement value, JsonTypeInfo<T> type)
        where T : class
    {
        if (value.ValueKind != JsonValueKind.Object)
            return null;
        try
        {
            return value.Deserialize(type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
