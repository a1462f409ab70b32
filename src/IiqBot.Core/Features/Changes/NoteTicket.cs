using IiqBot.Core.Model;

namespace IiqBot.Core.Features.Changes;

/// <summary>The short way to a private note: <c>note 39181 spare part ordered</c>.</summary>
public sealed class NoteTicket(CommentTicket comment) : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.NoteTicket, Access.Agent)
        {
            Aliases =
            [
                "note",
                "private note",
                "note on",
                "private note on",
                "private comment",
                "private comment on",
                "internal note",
                "internal note on",
                "internal comment",
                "internal comment on",
            ],
            Line = new(
                new LinePart.Filler("ticket"),
                new LinePart.Ticket(TicketArguments.Ticket),
                new LinePart.Rest(ArgumentNames.Text) { Kind = RestKind.Message }
            ),
            Usage = () => new(Texts.UsageNote, Texts.MeaningNote),
            Button = () => Texts.ActionPrivateNote,
            Writes = true,
            AsksFor = ArgumentNames.Text,
            IsKept = true,
        };

    /// <inheritdoc />
    public Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken) =>
        comment.HandleAsync(
            turn with
            {
                Request = turn.Request with { Arguments = turn.Arguments.With(CommentTicket.Visibility, CommentTicket.Private) },
            },
            cancellationToken
        );
}
