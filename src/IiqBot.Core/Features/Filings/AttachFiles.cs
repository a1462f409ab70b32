using IiqBot.Core.Features.Changes;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;

namespace IiqBot.Core.Features.Filings;

/// <summary>
/// Handles files that a person sends to the bot. Attaches them to the ticket that the message names, or to a new ticket if the
/// message asks for one; otherwise opens the form for a new ticket. If it skips a file, it says so.
/// </summary>
public sealed class AttachFiles(
    HandlerRegistry registry,
    TicketDesk desk,
    ChangeAnswer answers,
    FilingFiles files,
    FileTicket filing,
    FileFromMessage message
) : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.AttachFiles, Access.Known)
        {
            Aliases = ["attach"],
            Line = new(new LinePart.Filler("to"), new LinePart.Filler("ticket"), new LinePart.Ticket(TicketArguments.Ticket)),
            Usage = () => new(Texts.UsageAttach, Texts.MeaningAttach),
            Writes = true,
            AsksFor = ArgumentNames.MessageAttachments,
        };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var named = PlatformFile.Read(turn.Arguments[ArgumentNames.MessageAttachments]);
        if (named.Count == 0)
            return NoFiles();
        var line = registry.Parser.Parse(turn.Arguments[ArgumentNames.Text]);
        if (line.Doubt == Doubt.Several)
            return ShowInstead.OneAtATime(With(turn, line.ToShowInstead()), Route);
        if (line.Arguments[TicketArguments.Ticket] is { } ticket)
        {
            var about = With(turn, turn.Arguments.With(TicketArguments.Ticket, ticket));
            if (await desk.OpenAsync(about, cancellationToken) is { } opened)
                return await AttachAsync(about, opened, line.Verb, named.Count, cancellationToken);

            // A number inside a sentence need not be a ticket number: "projector from 2019" describes what to file.
            return line.Arguments.Flag(TicketReference.Mentioned)
                ? await message.HandleAsync(turn, cancellationToken)
                : TicketDesk.NotFound(about);
        }

        return line.Verb == Verbs.FileTicket
            ? await filing.HandleAsync(With(turn, FilingOf(turn, line.Arguments)), cancellationToken)
            : await message.HandleAsync(turn, cancellationToken);
    }

    // Pass the key on, so that "Try again" continues the same filing instead of starting another.
    private static Arguments FilingOf(Turn turn, Arguments line) =>
        line.With(FilingForm.Files, turn.Arguments[ArgumentNames.MessageAttachments])
            .With(Form.InstanceKey, turn.Arguments[Form.InstanceKey]);

    private async Task<BotResponse> AttachAsync(Turn turn, OpenedTicket opened, string? verb, int sent, CancellationToken cancellationToken)
    {
        if (!opened.Rights.CanComment)
            return await desk.NotAllowedAsync(turn, opened, Texts.RefusedNotAgent, cancellationToken);
        var missing = await files.AttachAsync(turn, Intake.ReferenceOf(turn.Request), opened.Ticket.Id, cancellationToken);
        if (missing.Count == sent)
            return await desk.NotAllowedAsync(turn, opened, string.Join(' ', missing), cancellationToken);
        var shown = await answers.ShowAsync(
            turn,
            opened,
            new(who => Texts.FilesAttached.With(who)) { IsChange = false },
            cancellationToken
        );
        List<string> notices = [.. missing];
        if (verb != Route.Verb && verb != Verbs.ShowTicket)
            notices.Add(Texts.FilesAttachedOnly);
        return shown is BotResponse.ReplaceCard { Card: var card } && notices.Count > 0
            ? new BotResponse.ReplaceCard(
                card with
                {
                    Body = [.. notices.Select(notice => new CardElement.Notice(notice, Tone.Warning)), .. card.Body],
                }
            )
            : shown;
    }

    private static Turn With(Turn turn, Arguments arguments) => turn with { Request = turn.Request with { Arguments = arguments } };

    private static BotResponse.Reply NoFiles() =>
        new(
            new Card
            {
                Title = Texts.NoFilesTitle,
                Summary = Texts.NoFiles,
                Body = [new CardElement.Paragraph(Texts.NoFiles)],
                Actions =
                [
                    new CardAction.Press(Texts.ActionMyTickets, Verbs.MyTickets, Arguments.None),
                    new CardAction.Press(Texts.ActionHelp, Verbs.Help, Arguments.None),
                ],
            }
        )
        {
            IsPrivate = true,
        };
}
