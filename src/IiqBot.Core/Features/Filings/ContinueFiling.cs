using IiqBot.Core.Durability;
using IiqBot.Core.Model;

namespace IiqBot.Core.Features.Filings;

/// <summary>Continues a filing with an unknown outcome: looks for the ticket first, and files it only if it does not exist.</summary>
public sealed class ContinueFiling(FilingDesk desk, IFilingLedger ledger, FilingAnswer answer) : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } = new(Verbs.ContinueFiling, Access.Known) { Writes = true, IsKept = true };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var filing = turn.Arguments[ArgumentNames.Reference] is { } reference ? await ledger.FindAsync(reference, cancellationToken) : null;
        if (filing is null || filing.PersonId != turn.Person.Id)
            return Forgotten();
        var (carried, ticket) = await desk.CarryOnAsync(filing, cancellationToken);
        return await answer.ForAsync(turn, filing.State, carried, ticket, [], cancellationToken);
    }

    private static BotResponse.Reply Forgotten() =>
        new(
            new Card
            {
                Title = Texts.FilingForgottenTitle,
                Summary = Texts.FilingForgotten,
                Body = [new CardElement.Paragraph(Texts.FilingForgotten)],
                Actions =
                [
                    new CardAction.Press(Texts.ActionMyTickets, Verbs.MyTickets, Arguments.None),
                    new CardAction.Press(Texts.ActionFile, Verbs.FileTicket, Arguments.None),
                ],
            }
        )
        {
            IsPrivate = true,
        };
}
