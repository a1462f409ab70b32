using IiqBot.Core.Model;
using IiqBot.Slack.Api;
using IiqBot.Slack.Blocks;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Turns;

/// <summary>
/// Slash commands. Only the asker sees the answer, wherever they typed the command: the bot need not be a member there, and Slack does not
/// say who reads along.
/// </summary>
internal sealed class CommandTurns(SlackRequests slackRequests, Drafts drafts, Workspaces workspaces, TimeProvider time)
{
    private const string Nothing = "help";

    private readonly DrawnMessages _answers = new(card =>
        BlockKitRenderer.Bytes(w => ResponseUrls.Write(w, inPlace: false, message => BlockKitRenderer.WriteMessage(message, card)))
    );

    /// <summary>Acknowledges a command, with its answer if that is ready at once.</summary>
    public async ValueTask<Acknowledgement> TakeAsync(SlashCommand command, CancellationToken cancellationToken)
    {
        if (!workspaces.Admits(command.Team, command.Enterprise))
            return Acknowledgement.Forbidden;
        var turn = TurnOf(command);
        if (await slackRequests.AcceptAsync(turn, cancellationToken) is not { IsRepeat: false } accepted)
            return Acknowledgement.Ok;
        if (accepted.OpensForm)
            return slackRequests.TryAnswer(turn, accepted, opensView: true) ? Acknowledgement.Ok : Busy();

        var (answering, atOnce) = await slackRequests.AnswerAtOnceAsync(turn, accepted);
        if (answering is null)
            return accepted.IsStored ? Acknowledgement.Ok : Busy();
        return atOnce is { IsKept: false } && drafts.Keep(turn.Request.Actor, atOnce).ShownCard is { } card
            ? Acknowledgement.With(_answers.Of(card)) with
            {
                Afterwards = token => slackRequests.KeepAsync(turn, accepted, atOnce, token),
            }
            : Acknowledgement.Ok with
            {
                Afterwards = token => slackRequests.DeliverAsync(turn, accepted, answering, token),
            };
    }

    private SlackTurn TurnOf(SlashCommand command)
    {
        var turn = SlackTurn.Of(
            command.Trigger,
            RequestKind.Message,
            new Actor(Platform.Name, command.Team, command.User),
            new ReplyRoute { ResponseUrl = command.ResponseUrl },
            time
        );
        var text = MessageText.Read(command.Text, bot: null);
        return turn with { Trigger = command.Trigger, Request = turn.Request with { Text = text.Length > 0 ? text : Nothing } };
    }

    private static Acknowledgement Busy() =>
        Acknowledgement.With(
            BlockKitRenderer.Bytes(w =>
                ResponseUrls.Write(w, inPlace: false, message => BlockKitRenderer.WriteSentence(message, Texts.Busy))
            )
        );
}
