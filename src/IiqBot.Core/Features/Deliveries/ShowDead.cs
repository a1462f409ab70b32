using System.Globalization;
using IiqBot.Core.Durability;
using IiqBot.Core.Model;

namespace IiqBot.Core.Features.Deliveries;

/// <summary>Shows an administrator the dead deliveries with their causes, and offers to send them again.</summary>
public sealed class ShowDead(IOutbox outbox) : IRequestHandler
{
    private const int MostShown = 10;

    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.ShowDead, Access.Administrator)
        {
            Aliases = ["dead deliveries", "dead letters", "undelivered"],
            Usage = () => new(Texts.UsageDead, Texts.MeaningDead),
        };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var dead = await outbox.DeadAsync(MostShown, cancellationToken);
        return new BotResponse.Reply(
            new Card
            {
                Title = Texts.DeadTitle,
                Summary = dead.Count == 0 ? Texts.DeadNone : Texts.DeadSummary.With(dead.Count),
                Body =
                    dead.Count == 0
                        ? [new CardElement.Paragraph(Texts.DeadNone)]
                        : [.. dead.Select((delivery, index) => RowOf(delivery, index + 1))],
                Actions =
                [
                    .. dead.Select(
                        (delivery, index) =>
                            new CardAction.Press(
                                Texts.ActionResend.With(index + 1),
                                Verbs.ResendDelivery,
                                Arguments.Of(ArgumentNames.Delivery, delivery.Id.ToString())
                            )
                    ),
                    new CardAction.Press(Texts.ActionHelp, Verbs.Help, Arguments.None),
                ],
            }
        )
        {
            IsPrivate = true,
        };
    }

    // Does not show the content of the delivery, because the administrator may not be allowed to see it.
    private static CardElement.Row RowOf(Delivery delivery, int number) =>
        new(
            $"{number}. {delivery.To.Platform}: {delivery.LastOutcome}{(delivery.Reference is { } reference ? $" ({reference})" : "")}",
            Texts.DeadDetail.With(
                delivery.Attempts,
                delivery.CreatedAt.ToString("u", CultureInfo.InvariantCulture),
                delivery.To.Conversation
            ),
            [],
            null
        );
}
